import { Anchor, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Key } from "../../../parts/Key";
import { pathOf } from "../../../parts/library/catalogue";
import { ConfidenceMark } from "../../../parts/library/ConfidenceMark";
import library from "../../../parts/library/library.module.css";
import { RequirementText } from "../../../parts/library/RequirementText";
import type { LibraryRequirement, RequirementSet } from "../../../parts/library/types";
import { libWord } from "../../../parts/library/words";
import { useAddress } from "../useAddress";
import { AgeRule } from "./AgeRule";
import { Licensed } from "./Licensed";
import { Neighbours } from "./Neighbours";
import { groupName } from "./SetFilters";
import classes from "../standards.module.css";

interface Props {
  set: RequirementSet;
  requirement: LibraryRequirement;
  mayEdit: boolean;
}

/** Everything about one requirement: what it asks, what answers it, what else speaks of the same. */
export function RequirementPanel({ set, requirement: r, mayEdit }: Props) {
  const { t } = useTranslation("standards");
  const { go, change } = useAddress();
  const enhancements = set.requirements.filter((x) => x.parent === r.id);
  const levelled = set.kind === "system" || set.kind === "component";
  const marks = [
    r.slFrom ? t("set.fromLong", { level: r.slFrom }) : levelled ? t("set.always") : "",
    ...(r.types ?? []).map((type) => libWord("componentType", type)),
  ].filter(Boolean);
  const here = (id: string) => (
    <Anchor key={id} component="button" type="button" size="sm" onClick={() => change({ requirement: id })}>
      {id}
    </Anchor>
  );
  return (
    <Stack gap="md">
      <div>
        <Text size="xs" c="dimmed">
          {pathOf(set, r).map(groupName).join(" › ")}
        </Text>
        <Title order={2}>
          <Key>{r.id}</Key> {r.title}
        </Title>
        <p className={classes.marks}>
          {marks.map((m) => (
            <span key={m} className={library.mark}>
              {m}
            </span>
          ))}
          {r.confidence && <ConfidenceMark of={r.confidence} named />}
        </p>
      </div>
      <RequirementText requirement={r} />
      <dl className={classes.facts}>
        {r.parent && (
          <div className={classes.fact}>
            <dt>{t("set.enhances")}</dt>
            <dd>{here(r.parent)}</dd>
          </div>
        )}
        {enhancements.length > 0 && (
          <div className={classes.fact}>
            <dt>{t("set.enhancedBy")}</dt>
            <dd className={classes.several}>{enhancements.map((x) => here(x.id))}</dd>
          </div>
        )}
        {r.heading && (
          <div className={classes.fact}>
            <dt>{t("set.heading")}</dt>
            <dd>{t("set.headingText", { heading: r.heading })}</dd>
          </div>
        )}
        {r.derives && r.derives.length > 0 && (
          <div className={classes.fact}>
            <dt>{t("set.derives")}</dt>
            <dd className={classes.several}>
              {r.derives.map((id) => (
                <Anchor
                  key={id}
                  component="button"
                  type="button"
                  size="sm"
                  onClick={() => go({ tab: "sets", set: "iec-62443-3-3:2013", requirement: id })}
                >
                  {id}
                </Anchor>
              ))}
            </dd>
          </div>
        )}
      </dl>
      {r.doubts && r.doubts.length > 0 && (
        <section>
          <Title order={3}>{t("set.doubts")}</Title>
          <ul className={classes.plain}>
            {r.doubts.map((d) => (
              <li key={d.source + d.about}>
                {t("set.doubtSays", { source: d.source, about: d.about, says: d.says })}{" "}
                <Text component="span" size="sm" c="dimmed">
                  {d.note}
                </Text>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Neighbours set={set} requirement={r} />
      <Licensed key={`text ${r.id}`} set={set} requirement={r} mayEdit={mayEdit} />
      <AgeRule key={`age ${r.id}`} set={set} requirement={r} mayEdit={mayEdit} />
    </Stack>
  );
}
