import { Anchor, Skeleton, Text, Title } from "@mantine/core";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Key } from "../../../parts/Key";
import { neighboursOf, titleIn, type Neighbour } from "../../../parts/library/catalogue";
import { PairStateMark, StrengthMark } from "../../../parts/library/PairMark";
import { crosswalkQuery, crosswalksQuery, setQuery, setsQuery } from "../../../parts/library/queries";
import type { Crosswalk, LibraryRequirement, RequirementSet } from "../../../parts/library/types";
import { useAddress } from "../useAddress";
import classes from "../standards.module.css";

const systemSet = "iec-62443-3-3:2013";

interface Props {
  set: RequirementSet;
  requirement: LibraryRequirement;
}

/** What speaks of the same matter in the other sets and frameworks. */
export function Neighbours({ set, requirement }: Props) {
  const { t } = useTranslation("standards");
  const list = useQuery(crosswalksQuery);
  const sets = useQuery(setsQuery);
  // A component requirement is reached by what is said of the system requirement that it serves, too.
  const serves = requirement.derives ?? [];
  const system = useQuery({ ...setQuery(systemSet), enabled: serves.length > 0 });
  const at = [set.id, ...(serves.length > 0 ? [systemSet] : [])];
  const near = (list.data?.items ?? []).filter((c) => at.includes(c.from) || at.includes(c.to));
  const { crosswalks, pending, error } = useQueries({
    queries: near.map((c) => crosswalkQuery(c.id)),
    combine: (answers) => ({
      crosswalks: answers.map((a) => a.data).filter((c): c is Crosswalk => c !== undefined),
      pending: answers.some((a) => a.isPending),
      error: answers.find((a) => a.error)?.error,
    }),
  });
  const neighbours = [
    ...neighboursOf(set, requirement, crosswalks),
    ...serves.flatMap((id) => {
      const served = system.data?.requirements.find((r) => r.id === id);
      if (!system.data || !served) return [];
      const found = neighboursOf(system.data, served, crosswalks).filter((n) => n.set !== set.id);
      return found.map((n): Neighbour => ({ ...n, strength: "related", step: id }));
    }),
  ];
  const ids = [...new Set(neighbours.map((n) => n.set))];
  const others = useQueries({
    queries: ids.map((id) => setQuery(id)),
    combine: (answers) => new Map(answers.map((a) => [a.data?.id ?? "", a.data] as const)),
  });
  const nameOf = (id: string) => sets.data?.items.find((s) => s.id === id)?.standard ?? id;
  return (
    <section>
      <Title order={3} mb={4}>
        {t("set.neighbours")}
      </Title>
      <ErrorPanel error={list.error ?? error} />
      {(list.isPending || pending) && <Skeleton height={40} />}
      {list.data && !pending && neighbours.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("set.noNeighbours")}
        </Text>
      )}
      {ids.map((id) => (
        <div key={id} className={classes.framework}>
          <h4>{nameOf(id)}</h4>
          <ul className={classes.plain}>
            {neighbours
              .filter((n) => n.set === id)
              .map((n) => (
                <Line
                  key={n.crosswalk.id + n.pair.from + n.pair.to + (n.step ?? "")}
                  neighbour={n}
                  title={titleIn(others.get(id), n.id)?.title}
                />
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function Line({ neighbour: n, title }: { neighbour: Neighbour; title: string | undefined }) {
  const { t } = useTranslation("standards");
  const { go } = useAddress();
  const about = [
    n.step ? t("set.step", { id: n.step }) : n.over && t("set.over", { heading: n.over }),
    n.pair.via && n.pair.via.length > 0 && t("pairs.via", { ids: n.pair.via.join(", ") }),
    !n.crosswalk.direct && t("pairs.derived"),
    n.pair.note,
  ].filter(Boolean);
  return (
    <li>
      <Anchor
        component="button"
        type="button"
        size="sm"
        ta="left"
        onClick={() => go({ tab: "sets", set: n.set, requirement: n.id })}
      >
        <Key>{n.id}</Key> {title}
      </Anchor>{" "}
      <StrengthMark strength={n.strength} /> <PairStateMark state={n.step ? "suggested" : n.pair.state} />
      {about.length > 0 && (
        <Text size="xs" c="dimmed">
          {about.join(" · ")}
        </Text>
      )}
    </li>
  );
}
