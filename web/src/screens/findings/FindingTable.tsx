import { Checkbox, Table, Text, UnstyledButton } from "@mantine/core";
import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { usePrinting } from "../../parts/printing";
import type { Finding } from "./findings";
import classes from "./findings.module.css";
import { Due, RecordKey, SeverityMark, StateMark } from "./Marks";

interface Props {
  site: string;
  findings: Finding[];
  narrow: boolean;
  mayDecide: boolean;
  sort: string;
  selected: ReadonlySet<string>;
  active: number;
  onSort: (sort: string) => void;
  onActive: (index: number) => void;
  onToggle: (index: number, range: boolean) => void;
  onSelectAll: () => void;
  onOpen: (finding: Finding) => void;
}

/** The findings as a table, or as cards where it would not fit. */
export function FindingTable(p: Props) {
  return p.narrow ? <Cards {...p} /> : <Rows {...p} />;
}

const columns = ["severity", "key", "finding", "owner", "due", "state"] as const;

function Rows(p: Props) {
  const { t } = useTranslation("findings");
  const printing = usePrinting();
  const list = useRef<HTMLDivElement>(null);
  const { findings, active } = p;
  useEffect(() => {
    if (active >= 0) list.current?.querySelector("[data-active]")?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const onKey = (e: KeyboardEvent) => {
    if (e.target !== e.currentTarget || e.altKey) return;
    const go = (to: number) => {
      p.onActive(Math.max(0, Math.min(findings.length - 1, to)));
      if (e.shiftKey) p.onToggle(Math.max(0, Math.min(findings.length - 1, to)), true);
    };
    const open = findings[active];
    if ((e.ctrlKey || e.metaKey) && e.key === "a" && p.mayDecide) p.onSelectAll();
    else if (e.ctrlKey || e.metaKey) return;
    else if (e.key === "ArrowDown") go(active + 1);
    else if (e.key === "ArrowUp") go(active - 1);
    else if (e.key === "Home") go(0);
    else if (e.key === "End") go(findings.length - 1);
    else if (e.key === " " && active >= 0 && p.mayDecide) p.onToggle(active, false);
    else if (e.key === "Enter" && open) p.onOpen(open);
    else return;
    e.preventDefault();
  };
  const all = findings.length > 0 && findings.every((f) => p.selected.has(f.id));
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
            {p.mayDecide && !printing && (
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
              <Head key={id} id={id} sort={p.sort} onSort={printing || id === "finding" ? undefined : p.onSort} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {findings.map((f, i) => (
            <Table.Tr
              key={f.id}
              className={classes.row}
              aria-selected={p.selected.has(f.id)}
              data-active={i === active || undefined}
              onClick={() => p.onActive(i)}
              onDoubleClick={() => p.onOpen(f)}
            >
              {p.mayDecide && !printing && (
                <Table.Td>
                  <Checkbox
                    aria-label={t("select", { key: f.key })}
                    checked={p.selected.has(f.id)}
                    onClick={(e) => e.shiftKey && p.onToggle(i, true)}
                    onChange={(e) => !(e.nativeEvent as MouseEvent).shiftKey && p.onToggle(i, false)}
                  />
                </Table.Td>
              )}
              <Table.Td w={112}>
                <SeverityMark severity={f.severity} />
              </Table.Td>
              <Table.Td>
                <RecordKey site={p.site} finding={f} />
              </Table.Td>
              <Table.Td miw={280}>
                <Says finding={f} onOpen={p.onOpen} />
              </Table.Td>
              <Table.Td>{f.decision?.owner}</Table.Td>
              <Table.Td style={{ whiteSpace: "nowrap" }}>
                <Due finding={f} />
              </Table.Td>
              <Table.Td>
                <StateMark state={f.state} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Head({ id, sort, onSort }: { id: (typeof columns)[number]; sort: string; onSort?: (sort: string) => void }) {
  const { t } = useTranslation(["findings", "common"]);
  const title = t(`column.${id}`);
  const direction = sort === id ? "ascending" : sort === `-${id}` ? "descending" : undefined;
  const Icon = direction === "ascending" ? ArrowUp : direction === "descending" ? ArrowDown : ArrowUpDown;
  return (
    <Table.Th scope="col" aria-sort={direction}>
      {onSort ? (
        <UnstyledButton
          className="sort-button"
          aria-label={t("common:sortBy", { column: title })}
          onClick={() => onSort(direction === "ascending" ? `-${id}` : direction === "descending" ? "" : id)}
        >
          {title} <Icon size={12} aria-hidden opacity={direction ? 1 : 0.4} />
        </UnstyledButton>
      ) : (
        title
      )}
    </Table.Th>
  );
}

/** What was found and how to mend it; a click shows all of it. */
function Says({ finding: f, onOpen }: { finding: Finding; onOpen: (finding: Finding) => void }) {
  const { t } = useTranslation("findings");
  return (
    <>
      <UnstyledButton className={classes.open} tabIndex={-1} onClick={() => onOpen(f)}>
        <span>{f.text}</span>
      </UnstyledButton>
      <Text size="sm" c="dimmed">
        {t("mend", { mend: f.mend })}
        {f.clause && ` (${f.clause})`}
      </Text>
      {f.why && f.state !== "resolved" && (
        <Text size="sm" c="dimmed">
          {f.why}
        </Text>
      )}
    </>
  );
}

function Cards(p: Props) {
  const { t } = useTranslation("findings");
  return (
    <ul className={classes.cards}>
      {p.findings.map((f, i) => (
        <li key={f.id} className={classes.card} data-selected={p.selected.has(f.id) || undefined}>
          {p.mayDecide ? (
            <Checkbox
              aria-label={t("select", { key: f.key })}
              checked={p.selected.has(f.id)}
              onChange={() => p.onToggle(i, false)}
            />
          ) : (
            <span />
          )}
          <div>
            <div className={classes.line}>
              <SeverityMark severity={f.severity} />
              <RecordKey site={p.site} finding={f} />
              <StateMark state={f.state} />
            </div>
            <Says finding={f} onOpen={p.onOpen} />
            <div className={classes.line}>
              <Text size="sm">{f.decision?.owner}</Text>
              <Due finding={f} />
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
