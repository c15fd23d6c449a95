import { Button, Select, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { BadgeCheck, Plus, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../api/me";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { holds } from "../../../parts/library/catalogue";
import { nearness } from "../../../parts/library/ends";
import { certificatesQuery, schemes, type Certificate } from "../../../parts/library/supply";
import { libOptions, libWord } from "../../../parts/library/words";
import { LoadingRows } from "../../../parts/Loading";
import { today } from "../../../parts/risk/today";
import { SearchBox } from "../../../parts/SearchBox";
import { useShortcut } from "../../../parts/Shortcuts";
import classes from "../products.module.css";
import { useAddress } from "../useAddress";
import { blankCertificate } from "./blank";
import { CertificateForm } from "./CertificateForm";
import { CertificateTable, useHolder } from "./CertificateTable";
import { certificateState } from "./state";

const states = ["valid", "soon", "expired", "revoked"] as const;

/** What evaluators confirmed of products, companies and solutions. */
export function Certificates() {
  const { t } = useTranslation("products");
  const { get, change } = useAddress();
  const mayEdit = useCan()("library.edit");
  const certificates = useQuery(certificatesQuery);
  const holderOf = useHolder();
  const day = today();
  const [search, scheme, state] = [get("search"), get("scheme"), get("state")];
  useShortcut("n", t("certificate.add"), () => change({ edit: "new" }), mayEdit);
  const is = (c: Certificate) => {
    const now = certificateState(c, day);
    return state === "soon" ? now === "valid" && nearness(c.expires, day).is === "soon" : now === state;
  };
  const rows = (certificates.data ?? []).filter(
    (c) =>
      (!scheme || c.scheme === scheme) &&
      (!state || is(c)) &&
      holds(
        [c.key, c.name, c.number, c.issuer, c.scope, libWord("scheme", c.scheme), holderOf(c)?.name].join(" "),
        search,
      ),
  );
  const edit = get("edit");
  const edited = edit === "new" ? blankCertificate : certificates.data?.find((c) => c.id === edit);
  const add = mayEdit && (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => change({ edit: "new" })}>
      {t("certificate.add")}
    </Button>
  );
  const choice = (name: "scheme" | "state", value: string, data: { value: string; label: string }[]) => (
    <Select
      label={t(name === "scheme" ? "certificate.scheme" : "certificate.stands")}
      data={[{ value: "-", label: t("list.filter.all") }, ...data]}
      value={value || "-"}
      allowDeselect={false}
      onChange={(v) => change({ [name]: v === "-" || v === null ? undefined : v })}
    />
  );
  if (certificates.isError)
    return <ErrorPanel error={certificates.error} onRetry={() => void certificates.refetch()} />;
  if (certificates.isPending) return <LoadingRows rows={6} />;
  return (
    <Stack>
      {certificates.data.length === 0 ? (
        <EmptyState icon={BadgeCheck} title={t("certificate.none")} text={t("certificate.noneText")}>
          {add}
        </EmptyState>
      ) : (
        <>
          <div className={`${classes.controls} no-print`}>
            <SearchBox
              label={t("certificate.search")}
              value={search}
              onChange={(v) => change({ search: v || undefined })}
            />
            {choice("scheme", scheme, libOptions("scheme", schemes))}
            {choice(
              "state",
              state,
              states.map((s) => ({ value: s, label: t(`certificate.state.${s}`) })),
            )}
          </div>
          {rows.length === 0 ? (
            <EmptyState icon={SearchX} title={t("noneFound")}>
              <Button
                variant="default"
                onClick={() => change({ search: undefined, scheme: undefined, state: undefined })}
              >
                {t("clearFilters")}
              </Button>
            </EmptyState>
          ) : (
            <CertificateTable
              rows={rows}
              mayEdit={mayEdit}
              sort={get("sort") || "expires"}
              onSort={(sort) => change({ sort })}
              onOpen={(c) => change({ edit: c.id })}
            />
          )}
        </>
      )}
      {edit && edited && (
        <CertificateForm
          key={edited.id}
          certificate={edited}
          readOnly={!mayEdit}
          onClose={() => change({ edit: undefined })}
        />
      )}
    </Stack>
  );
}
