import { Button, Group, Menu, Text } from "@mantine/core";
import { Check, ChevronDown, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { get, Problem, send, url } from "../../api/api";
import type { Page } from "../../api/types";
import { useWrite } from "../../api/write";
import { turned } from "../../parts/library/catalogue";
import { StrengthMark } from "../../parts/library/PairMark";
import { useMayKeepCatalogue } from "../../parts/library/rights";
import { strengths, type PairState, type Strength } from "../../parts/library/types";
import { libWord } from "../../parts/library/words";
import type { PairEnds } from "./coverage";

interface Decision {
  state: PairState;
  strength: Strength;
}

interface Kept {
  id: string;
  version: number;
  crosswalk: string;
  from: string;
  to: string;
}

interface Props {
  pair: PairEnds;
  /** The strength is shown from the other end than the one from which the crosswalk is written. */
  fromEnd?: boolean;
  onDone?: () => void;
}

/** Whoever keeps the catalogue confirms a pair, corrects how much it settles, or rejects it, where its effect is seen. */
export function DecidePair({ pair, fromEnd, onDone }: Props) {
  const { t } = useTranslation("program");
  const may = useMayKeepCatalogue();
  const decide = useWrite<Decision>((d) => store(pair, { ...d, strength: fromEnd ? turned(d.strength) : d.strength }), {
    touches: [["catalog"], ["sites"]],
    site: "",
    said: (_, d) =>
      t("pair.said", { from: pair.from, to: pair.to, state: libWord("pairState", d.state).toLowerCase() }),
    onSuccess: onDone,
  });
  if (!may) return null;
  const { strength, state } = pair;
  return (
    <Group gap={6} mt={6} className="no-print">
      {state !== "confirmed" && (
        <Button
          size="compact-xs"
          variant="light"
          leftSection={<Check size={13} aria-hidden />}
          loading={decide.isPending}
          onClick={() => decide.mutate({ state: "confirmed", strength })}
        >
          {t("pair.confirm")}
        </Button>
      )}
      <Menu position="bottom-start" width={320}>
        <Menu.Target>
          <Button
            size="compact-xs"
            variant="default"
            disabled={decide.isPending}
            rightSection={<ChevronDown size={12} aria-hidden />}
          >
            {t("pair.confirmAs")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {strengths.map((s) => (
            <Menu.Item key={s} onClick={() => decide.mutate({ state: "confirmed", strength: s })}>
              <StrengthMark strength={s} />
              <Text size="xs" c="dimmed">
                {t(`pair.means.${s}`)}
              </Text>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<X size={13} aria-hidden />}
        disabled={decide.isPending}
        onClick={() => decide.mutate({ state: "rejected", strength })}
      >
        {t("pair.reject")}
      </Button>
    </Group>
  );
}

/** Decides about a pair of a crosswalk, or of two that were joined, whose decisions are records of their own. */
async function store({ crosswalk, from, to }: PairEnds, decision: Decision): Promise<unknown> {
  if (!crosswalk.includes("+")) {
    return send("PUT", url`/catalog/crosswalks/${crosswalk}/pairs`, { pairs: [{ from, to, ...decision }] });
  }
  const record = { crosswalk, from, to, ...decision };
  try {
    return await send("POST", "/pair-decisions", record);
  } catch (problem) {
    if (!(problem instanceof Problem && (problem.status === 409 || problem.status === 422))) throw problem;
    const { items } = await get<Page<Kept>>("/pair-decisions", { q: crosswalk, limit: 200 });
    const kept = items.find((d) => d.crosswalk === crosswalk && d.from === from && d.to === to);
    if (!kept) throw problem;
    return send("PUT", url`/pair-decisions/${kept.id}`, { ...kept, ...record }, kept.version);
  }
}
