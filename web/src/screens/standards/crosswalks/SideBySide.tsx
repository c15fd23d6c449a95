import { Anchor, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { titleIn } from "../../../parts/library/catalogue";
import { textsQuery } from "../../../parts/library/queries";
import { RequirementText } from "../../../parts/library/RequirementText";
import type { RequirementSet } from "../../../parts/library/types";
import { useAddress } from "../useAddress";
import type { Shown } from "./pairs";
import classes from "./crosswalks.module.css";

interface Props {
  shown: Shown;
  left: RequirementSet | undefined;
  right: RequirementSet | undefined;
}

/** What both sides say, next to each other, so that one can judge whether they speak of the same. */
export function SideBySide({ shown, left, right }: Props) {
  return (
    <div className={classes.sides}>
      {left && <Side set={left} id={shown.left} />}
      {right && <Side set={right} id={shown.right} />}
      {shown.pair.note && <p className={classes.note}>{shown.pair.note}</p>}
    </div>
  );
}

function Side({ set, id }: { set: RequirementSet; id: string }) {
  const { t } = useTranslation("standards");
  const { go } = useAddress();
  const texts = useQuery(textsQuery(set.id));
  const requirement = set.requirements.find((r) => r.id === id);
  const heading = requirement ? undefined : titleIn(set, id);
  const wording = texts.data?.items.find((x) => x.requirement === id)?.text;
  return (
    <section>
      <h3>
        {id} {requirement?.title ?? heading?.title}
      </h3>
      {requirement && <RequirementText requirement={requirement} />}
      {!requirement && <Text size="sm">{heading?.summary ?? t("pairs.wholeGroup")}</Text>}
      {wording && (
        <blockquote className={classes.wording} title={t("texts.stays")}>
          {wording}
        </blockquote>
      )}
      {requirement && (
        <Anchor
          component="button"
          type="button"
          size="xs"
          className="no-print"
          onClick={() => go({ tab: "sets", set: set.id, requirement: id })}
        >
          {t("pairs.openRequirement")}
        </Anchor>
      )}
    </section>
  );
}
