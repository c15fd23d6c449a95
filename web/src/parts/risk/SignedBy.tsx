import { Badge, Text, Tooltip } from "@mantine/core";
import { Signature as Pen } from "lucide-react";
import { useTranslation } from "react-i18next";
import { formatTime } from "../TimeAgo";
import type { Authority, Signature } from "./types";

interface Props {
  of: Signature;
  /** To name the authority by its title. */
  authorities?: Authority[];
  /** Leaves out the digest and what is explained about an imported signature. */
  short?: boolean;
}

/** Who signed what and when. A signature that came in with a document says so. */
export function SignedBy({ of, authorities = [], short }: Props) {
  const { t } = useTranslation("risklib");
  const title = authorities.find((a) => a.id === of.authority)?.title ?? of.authority;
  return (
    <div>
      <Text size="sm" component="div">
        <Pen size={14} aria-hidden className="icon" />{" "}
        <Tooltip label={of.by}>
          <span>{t("signature.by", { name: of.name || of.by })}</span>
        </Tooltip>{" "}
        {title && t("signature.as", { authority: title })} {t("signature.at", { at: formatTime(of.at) })}{" "}
        {of.imported && (
          <Badge color="orange" size="sm">
            {t("signature.importedShort")}
          </Badge>
        )}
      </Text>
      {!short && (
        <Text size="xs" c="dimmed" className="wrap-anywhere">
          {of.meaning && t("signature.means", { meaning: of.meaning })} {of.imported && t("signature.imported")}{" "}
          {of.digest && t("signature.digest", { digest: of.digest })}
        </Text>
      )}
    </div>
  );
}
