import { Anchor, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../../parts/Key";
import { GapBadge, LevelBadge } from "../../parts/LevelBadge";
import { LinkAnchor } from "../../parts/plant/link";
import { Stops } from "../../parts/plant/Reasons";
import type { Answer, FRPosture, SubjectRef } from "../../parts/plant/types";
import classes from "./levels.module.css";

interface Props {
  site: string;
  subject: SubjectRef;
  fr: FRPosture;
  /** The answers of the subject, once they are read. */
  answers: Answer[] | undefined;
}

/** The three levels of a foundational requirement, each with the server's reason and what stands in its way. */
export function FRReason({ site, subject, fr, answers }: Props) {
  const { t } = useTranslation(["capability", "plant"]);
  const lacking = uncarried(fr, answers);
  return (
    <div>
      <Text size="sm" component="div">
        <strong>
          {fr.id} {fr.title}
        </strong>{" "}
        {fr.target !== null && <GapBadge gap={fr.gap} />}
      </Text>
      <dl className={classes.standings}>
        <dt>
          {t("reason.target")} <LevelBadge level={fr.target} />
        </dt>
        <dd>{fr.target === null && t("reason.noTarget")}</dd>
        <dt>
          {t("reason.capable")} <LevelBadge level={fr.capable} />
        </dt>
        <dd>
          {fr.capableReason}
          {lacking.length > 0 && (
            <>
              <Text size="xs" c="dimmed" mt={4}>
                {t("reason.stands", { level: (fr.capable ?? 0) + 1 })}
              </Text>
              <Few more={(count) => t("plant:reason.more", { count })}>
                {lacking.map((a) => (
                  <Uncarried key={a.requirement.id} site={site} subject={subject} answer={a} />
                ))}
              </Few>
            </>
          )}
        </dd>
        <dt>
          {t("reason.achieved")} <LevelBadge level={fr.achieved} />
        </dt>
        <dd>
          {fr.reason}
          {(fr.stops ?? []).length > 0 && (
            <Text size="xs" c="dimmed" mt={4}>
              {t("plant:reason.stops", { level: fr.next })}
            </Text>
          )}
          <Stops site={site} subject={subject} stops={fr.stops ?? []} />
        </dd>
      </dl>
    </div>
  );
}

const few = 2;

/** The first of many, and the rest for who asks. Paper has the sentence above, which names them all. */
function Few({ more, children }: { more: (count: number) => string; children: ReactNode[] }) {
  const [open, setOpen] = useState(false);
  const all = open || children.length <= few + 1;
  return (
    <>
      {all ? children : children.slice(0, few)}
      {!all && (
        <Anchor component="button" type="button" size="sm" className="no-print" onClick={() => setOpen(true)}>
          {more(children.length - few)}
        </Anchor>
      )}
    </>
  );
}

/** The requirements up to the next level that the server says are not carried. */
export function uncarried(fr: FRPosture, answers: Answer[] | undefined): Answer[] {
  const { capable } = fr;
  if (capable === null || !answers) return [];
  return answers.filter((a) => {
    const { requirement: r, carry } = a;
    return r.fr === fr.fr && r.slFrom > 0 && r.slFrom <= capable + 1 && carry !== undefined && !carry.holds;
  });
}

/** One requirement that the components do not carry, and the first of them that lack something. */
function Uncarried({ site, subject, answer }: { site: string; subject: SubjectRef; answer: Answer }) {
  const { t } = useTranslation("capability");
  const { requirement: r, carry, support } = answer;
  const missing = carry?.by === "components" ? (support?.missing ?? []) : [];
  return (
    <>
      <LinkAnchor
        to="/sites/$site/requirements/$kind/$id"
        params={{ site, kind: subject.kind, id: subject.id }}
        search={{ requirement: r.id }}
        size="sm"
      >
        <Key>{r.id}</Key> {r.title}
      </LinkAnchor>
      <Text size="sm" className={classes.why}>
        {carry?.why}
      </Text>
      {missing.length > 0 && (
        <ul className={classes.lacks}>
          {missing.map((lack) => (
            <li key={lack.asset}>
              <LinkAnchor to="/sites/$site/assets" params={{ site }} search={{ asset: lack.asset }} size="sm">
                <Key>{lack.key}</Key>
              </LinkAnchor>{" "}
              {lack.product ? (
                <LinkAnchor to="/products" search={{ product: lack.product }} size="sm">
                  {t("reason.product")}
                </LinkAnchor>
              ) : (
                <span className={classes.why}>{t("reason.noProduct")}</span>
              )}{" "}
              <span className={classes.why}>
                <Key>{lack.requirement}</Key> {lack.why}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
