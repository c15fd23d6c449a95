import { Button, Collapse, Text } from "@mantine/core";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Key } from "../../../parts/Key";
import { PairStateMark, StrengthMark } from "../../../parts/library/PairMark";
import { LinkAnchor } from "../../../parts/plant/link";
import { usePrinting } from "../../../parts/printing";
import type { CoverageLine, CoveragePair, CoverageSource, PartAnswer } from "../coverage";
import classes from "../coverage.module.css";
import { CoverageMark, HoldingMark } from "../CoverageMark";
import { DecidePair } from "../DecidePair";

interface Props {
  site: string;
  line: CoverageLine;
  sources: CoverageSource[];
  opened: boolean;
  onOpen: (open: boolean) => void;
}

/** One requirement of a framework: how far it is settled, why, and what stands behind it. */
export function Line({ site, line: l, sources, opened, onOpen }: Props) {
  const { t } = useTranslation("program");
  const printing = usePrinting();
  const open = opened || printing;
  return (
    <li className={classes.line}>
      <div className={classes.marks}>
        <Key>{l.requirement}</Key>
        <Text component="span" size="sm" fw={600}>
          {l.title}
        </Text>
        <CoverageMark state={l.state} />
        {l.strength && <StrengthMark strength={l.strength} />}
        {l.state !== "no-pair" && l.pairs.length > 0 && (
          <PairStateMark state={l.confirmed ? "confirmed" : "suggested"} />
        )}
      </div>
      <Text size="sm" c="dimmed">
        {l.why}
      </Text>
      {l.pairs.length > 0 && (
        <Button
          size="compact-xs"
          variant="subtle"
          className="no-print"
          aria-expanded={opened}
          leftSection={opened ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />}
          onClick={() => onOpen(!opened)}
        >
          {t("coverage.behind", { count: l.pairs.length })}
        </Button>
      )}
      <Collapse expanded={open}>
        {open &&
          l.pairs.map((p) => (
            <Pair
              key={`${p.crosswalk} ${p.from} ${p.to} ${p.requirement}`}
              site={site}
              pair={p}
              standard={sources.find((s) => s.set === p.set)?.standard ?? p.set}
            />
          ))}
      </Collapse>
    </li>
  );
}

function Pair({ site, pair: p, standard }: { site: string; pair: CoveragePair; standard: string }) {
  const { t } = useTranslation("program");
  return (
    <div className={classes.pair}>
      <div className={classes.marks}>
        <Text size="sm" component="span">
          {standard} <Key>{p.requirement}</Key> {p.title}
        </Text>
        <HoldingMark holds={p.holds} />
        <StrengthMark strength={p.strength} />
        <PairStateMark state={p.state} />
      </div>
      <Text size="sm" c="dimmed">
        {p.why}
        {p.asked ? "" : ` ${t("coverage.notAsked")}`}
        {p.note ? ` ${p.note}` : ""}
      </Text>
      <DecidePair pair={p} fromEnd />
      {p.parts.length > 0 && (
        <ul className={classes.parts}>
          {p.parts.map((x) => (
            <li key={`${x.subject.kind}/${x.subject.id}`}>
              <PartLink site={site} pair={p} part={x} /> {x.name}
              {": "}
              {x.why}
              {x.reason ? `. ${x.reason}` : ""}
              {proofsOf(x) && `. ${t("coverage.proofs", { proofs: proofsOf(x) })}`}
            </li>
          ))}
          {p.more > 0 && <li>{t("coverage.more", { count: p.more })}</li>}
        </ul>
      )}
    </div>
  );
}

function proofsOf(x: PartAnswer): string {
  return [...(x.evidence ?? []), ...(x.proofs ?? []).map((p) => `${p.key} ${p.name}`)].join("; ");
}

/** The way to the answer itself. */
function PartLink({ site, pair, part }: { site: string; pair: CoveragePair; part: PartAnswer }) {
  const { kind, id } = part.subject;
  if (pair.set === "iec-62443-3-3:2013" && (kind === "zone" || kind === "conduit" || kind === "site")) {
    return (
      <LinkAnchor
        to="/sites/$site/requirements/$kind/$id"
        params={{ site, kind, id }}
        search={{ requirement: pair.requirement }}
        size="sm"
      >
        <Key>{part.key}</Key>
      </LinkAnchor>
    );
  }
  if (kind !== "site") return <Key>{part.key}</Key>;
  return (
    <LinkAnchor
      to="/sites/$site/program"
      params={{ site }}
      search={{ set: pair.set, requirement: pair.requirement }}
      size="sm"
    >
      <Key>{part.key}</Key>
    </LinkAnchor>
  );
}
