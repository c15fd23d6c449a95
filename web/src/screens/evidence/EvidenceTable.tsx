import { Checkbox, Table, Text, UnstyledButton } from "@mantine/core";
import { Globe, Lock, Paperclip, Sparkles } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../../parts/Key";
import { sectionName, standingFiles, type StandingEvidence } from "../../parts/library/evidence";
import { StandingBadge } from "../../parts/library/StandingBadge";
import { libWord } from "../../parts/library/words";
import { usePrinting } from "../../parts/printing";
import { formatDay } from "../../parts/TimeAgo";
import classes from "./evidence.module.css";

interface Props {
  items: StandingEvidence[];
  narrow: boolean;
  maySelect: boolean;
  selected: ReadonlySet<string>;
  active: number;
  zoneKey: (id: string) => string;
  onActive: (index: number) => void;
  onToggle: (index: number, range: boolean) => void;
  onSelectAll: () => void;
  onOpen: (id: string) => void;
}

/** The evidence as a table, or as cards where it would not fit. */
export function EvidenceTable(p: Props) {
  return p.narrow ? <Cards {...p} /> : <Rows {...p} />;
}

const columns = ["evidence", "state", "kind", "section", "until", "serves", "files"] as const;

function Rows(p: Props) {
  const { t } = useTranslation("evidence");
  const printing = usePrinting();
  const list = useRef<HTMLDivElement>(null);
  const { items, active } = p;
  useEffect(() => {
    if (active >= 0) list.current?.querySelector("[data-active]")?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const onKey = (e: KeyboardEvent) => {
    if (e.target !== e.currentTarget || e.altKey) return;
    const go = (to: number) => {
      const at = Math.max(0, Math.min(items.length - 1, to));
      p.onActive(at);
      if (e.shiftKey && p.maySelect) p.onToggle(at, true);
    };
    const open = items[active];
    if ((e.ctrlKey || e.metaKey) && e.key === "a" && p.maySelect) p.onSelectAll();
    else if (e.ctrlKey || e.metaKey) return;
    else if (e.key === "ArrowDown") go(active + 1);
    else if (e.key === "ArrowUp") go(active - 1);
    else if (e.key === "Home") go(0);
    else if (e.key === "End") go(items.length - 1);
    else if (e.key === " " && active >= 0 && p.maySelect) p.onToggle(active, false);
    else if (e.key === "Enter" && open) p.onOpen(open.evidence.id);
    else return;
    e.preventDefault();
  };
  const all = items.length > 0 && items.every((i) => p.selected.has(i.evidence.id));
  const box = p.maySelect && !printing;
  return (
    <div
      ref={list}
      className={`scroll-x ${classes.list}`}
      tabIndex={0}
      role="region"
      aria-label={t("table")}
      onKeyDown={onKey}
    >
      <Table aria-label={t("table")} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            {box && (
              <Table.Th w={44}>
                <Checkbox
                  aria-label={t("selectAll")}
                  checked={all}
                  indeterminate={!all && p.selected.size > 0}
                  onChange={p.onSelectAll}
                />
              </Table.Th>
            )}
            {columns.map((id) => (
              <Table.Th key={id} scope="col">
                {t(`column.${id}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item, i) => {
            const e = item.evidence;
            return (
              <Table.Tr
                key={e.id}
                className={classes.row}
                aria-selected={p.selected.has(e.id)}
                data-active={i === active || undefined}
                onClick={() => p.onActive(i)}
                onDoubleClick={() => p.onOpen(e.id)}
              >
                {box && (
                  <Table.Td>
                    <Checkbox
                      aria-label={t("select", { key: e.key })}
                      checked={p.selected.has(e.id)}
                      onClick={(ev) => ev.shiftKey && p.onToggle(i, true)}
                      onChange={(ev) => !(ev.nativeEvent as MouseEvent).shiftKey && p.onToggle(i, false)}
                    />
                  </Table.Td>
                )}
                <Table.Td miw={220}>
                  <Named item={item} onOpen={p.onOpen} />
                  <Where item={item} zoneKey={p.zoneKey} />
                </Table.Td>
                <Table.Td miw={200} maw={300}>
                  <StandingBadge stand={item.stand} soon={item.soon} />
                  <Text size="xs" c="dimmed" mt={2}>
                    {item.stand.why}
                  </Text>
                </Table.Td>
                <Table.Td className="nowrap">{libWord("proofKind", e.kind)}</Table.Td>
                <Table.Td>{e.section && sectionName(e.section)}</Table.Td>
                <Table.Td className="nowrap">{item.stand.until && formatDay(item.stand.until)}</Table.Td>
                <Table.Td miw={130}>
                  <Serves item={item} />
                </Table.Td>
                <Table.Td>
                  <Holds item={item} />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** Key and name; a click shows all of it. */
function Named({ item: { evidence: e }, onOpen }: { item: StandingEvidence; onOpen: (id: string) => void }) {
  return (
    <UnstyledButton className={classes.open} onClick={() => onOpen(e.id)}>
      <Key>{e.key}</Key> <span>{e.name}</span>
    </UnstyledButton>
  );
}

/** What it is about and who may see it, where that is not the ordinary. */
function Where({ item: { evidence: e }, zoneKey }: { item: StandingEvidence; zoneKey: (id: string) => string }) {
  const { t } = useTranslation("evidence");
  const grade = e.confidentiality ?? "internal";
  const zones = (e.zones ?? []).map(zoneKey).join(", ");
  return (
    <span className={classes.where}>
      {!e.site && (
        <span>
          <Globe size={12} aria-hidden /> {t("ofAll")}
        </span>
      )}
      {zones && <span>{zones}</span>}
      {grade !== "internal" && (
        <span>
          <Lock size={12} aria-hidden /> {libWord("grade", grade)}
        </span>
      )}
    </span>
  );
}

const named = 3;

function Serves({ item: { serves, answers } }: { item: StandingEvidence }) {
  const { t } = useTranslation("evidence");
  if (answers === 0)
    return (
      <Text size="xs" c="dimmed">
        {t("provesNothing")}
      </Text>
    );
  const first = serves.slice(0, named).map((s) => s.requirement);
  const rest = serves.length - first.length;
  return (
    <>
      <Text size="sm">{rest > 0 ? t("servesMore", { list: first.join(", "), count: rest }) : first.join(", ")}</Text>
      <Text size="xs" c="dimmed">
        {t("answers", { count: answers })}
      </Text>
    </>
  );
}

function Holds({ item: { evidence: e } }: { item: StandingEvidence }) {
  const { t } = useTranslation("evidence");
  const files = standingFiles(e).length;
  const links = (e.links ?? []).length;
  if (e.made)
    return (
      <Text size="sm" className="nowrap">
        <Sparkles size={13} aria-hidden /> {t("byProgram")}
      </Text>
    );
  return (
    <Text size="sm" className="nowrap">
      {files > 0 && (
        <>
          <Paperclip size={13} aria-hidden /> {t("fileCount", { count: files })}
        </>
      )}
      {files > 0 && links > 0 && ", "}
      {links > 0 && t("linkCount", { count: links })}
    </Text>
  );
}

function Cards(p: Props) {
  const { t } = useTranslation("evidence");
  return (
    <ul className={classes.cards}>
      {p.items.map((item, i) => {
        const e = item.evidence;
        return (
          <li key={e.id} className={classes.card} data-selected={p.selected.has(e.id) || undefined}>
            {p.maySelect ? (
              <Checkbox
                aria-label={t("select", { key: e.key })}
                checked={p.selected.has(e.id)}
                onChange={() => p.onToggle(i, false)}
              />
            ) : (
              <span />
            )}
            <div>
              <Named item={item} onOpen={p.onOpen} />
              <div className={classes.line}>
                <StandingBadge stand={item.stand} soon={item.soon} />
                <Text size="xs">{libWord("proofKind", e.kind)}</Text>
                <Holds item={item} />
              </div>
              <Text size="xs" c="dimmed" mt={2}>
                {item.stand.why}
              </Text>
              <Where item={item} zoneKey={p.zoneKey} />
              <Serves item={item} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
