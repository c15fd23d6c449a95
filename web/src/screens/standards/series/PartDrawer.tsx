import { Anchor, Drawer, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CopyField } from "../../../parts/CopyField";
import { Key } from "../../../parts/Key";
import { ConfidenceMark } from "../../../parts/library/ConfidenceMark";
import type { SeriesPack, Standard } from "../../../parts/library/types";
import { libWord } from "../../../parts/library/words";
import { edgesAt } from "./series";
import { ThenAndNow } from "./Status";
import { UseLinks } from "./UseLinks";
import classes from "../standards.module.css";

interface Props {
  pack: SeriesPack;
  part: Standard;
  onOpen: (id: string) => void;
  onClose: () => void;
}

/** Everything that is known about one standard. */
export function PartDrawer({ pack, part, onOpen, onClose }: Props) {
  const { t } = useTranslation("standards");
  const facts: [string, string | undefined][] = [
    [t("series.isa"), part.isa],
    [t("series.names"), part.names?.join("; ")],
    [t("series.thenTitle"), part.then && part.then.title !== part.title ? part.then.title : undefined],
    [t("series.publisher"), part.publisher],
    [t("series.committee"), part.committee],
    [t("series.type"), part.group === "related" ? part.type : undefined],
    [t("series.who"), part.roles?.map((r) => libWord("party", r)).join(", ")],
  ];
  const edges = edgesAt(pack, part.id);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={
        <>
          <Key>{part.id}</Key> {part.title}
        </>
      }
    >
      <Stack>
        {part.group !== "related" && <ThenAndNow part={part} />}
        <Text size="sm">{part.about}</Text>
        {part.use && (
          <section>
            <Title order={3}>{t("series.use")}</Title>
            <Text size="sm" mb={6}>
              {part.use}
            </Text>
            <UseLinks part={part} />
          </section>
        )}
        {part.note && (
          <Text size="sm" className={classes.note}>
            {part.note}
          </Text>
        )}
        <dl className={classes.facts}>
          {facts.map(
            ([name, value]) =>
              value && (
                <div key={name} className={classes.fact}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
          {part.confidence && (
            <div className={classes.fact}>
              <dt>{t("series.confidence")}</dt>
              <dd>
                <ConfidenceMark of={part.confidence} named />
              </dd>
            </div>
          )}
        </dl>
        {edges.length > 0 && (
          <section>
            <Title order={3} mb={4}>
              {t("series.together")}
            </Title>
            <ul className={classes.plain}>
              {edges.map((e) => {
                const other = e.from === part.id ? e.to : e.from;
                return (
                  <li key={e.from + e.verb + e.to}>
                    {e.from !== part.id && (
                      <>
                        <Other id={other} onOpen={onOpen} /> {e.verb} {t("series.thisOne")}
                      </>
                    )}
                    {e.from === part.id && (
                      <>
                        {e.verb} <Other id={other} onOpen={onOpen} />
                      </>
                    )}
                    {e.note && (
                      <Text component="span" size="sm" c="dimmed">
                        {": "}
                        {e.note}
                      </Text>
                    )}
                  </li>
                );
              })}
            </ul>
          </section>
        )}
        {part.link && (
          <div>
            <CopyField label={t("series.link")} value={part.link} />
            <Text size="xs" c="dimmed" mt={4}>
              {t("series.linkHint")}
            </Text>
          </div>
        )}
      </Stack>
    </Drawer>
  );
}

function Other({ id, onOpen }: { id: string; onOpen: (id: string) => void }) {
  return (
    <Anchor component="button" type="button" size="sm" onClick={() => onOpen(id)}>
      {id}
    </Anchor>
  );
}
