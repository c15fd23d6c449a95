import { useQueries, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { AnswerMark } from "../../plant/AnswerMark";
import { formatDay } from "../../TimeAgo";
import { fieldName } from "../../words";
import { evidenceOf } from "../evidence";
import classes from "./program.module.css";
import { companyNames } from "./queries";
import type { ProgramAnswer } from "./types";

/** An answer to be read by who may not give one. */
export function Given({ answer: a }: { answer: ProgramAnswer }) {
  const { t } = useTranslation("program");
  const v = a.verdict;
  const companies = useQuery(companyNames).data ?? [];
  const proofs = useQueries({ queries: (v?.proofs ?? []).map((id) => ({ ...evidenceOf(id), retry: false })) });
  const named = proofs.map((p) => p.data && `${p.data.key} ${p.data.name}`).filter(Boolean);
  const from = companies.find((c) => c.id === v?.from?.id);
  return (
    <>
      <AnswerMark state={a.effective.state} named />
      {v && (
        <dl className={classes.facts}>
          <Fact name={fieldName("reason")} value={v.reason} />
          <Fact name={fieldName("approver")} value={v.approver} />
          <Fact name={fieldName("compensating")} value={v.compensating} />
          <Fact name={fieldName("expires")} value={v.expires && formatDay(v.expires)} />
          <Fact name={t("form.from")} value={from && `${from.key} ${from.name}`} />
          <Fact name={t("form.evidence")} value={v.evidence?.join("; ")} />
          <Fact name={t("form.proofs")} value={named.join("; ")} />
          <Fact name={fieldName("note")} value={v.note} />
          <Fact
            name={fieldName("assessor")}
            value={[v.assessor, v.assessedOn && formatDay(v.assessedOn)].filter(Boolean).join(", ")}
          />
        </dl>
      )}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string | undefined }) {
  if (!value) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
