import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../api/me";
import { Key } from "../../Key";
import { evidenceOf } from "../evidence";

/** The proofs that an answer rests on, by key and name as far as one may read them. */
export function Proofs({ ids }: { ids: string[] }) {
  const { t } = useTranslation("library");
  const mayRead = useCan()("evidence.read");
  const found = useQueries({ queries: ids.map((id) => ({ ...evidenceOf(id), enabled: mayRead, retry: false })) });
  const named = found.flatMap((f) => f.data ?? []);
  const hidden = ids.length - named.length;
  return (
    <>
      {named.map((e) => (
        <div key={e.id}>
          <Key>{e.key}</Key> {e.name}
        </div>
      ))}
      {hidden > 0 && <div>{t("component.proofsHidden", { count: hidden })}</div>}
    </>
  );
}
