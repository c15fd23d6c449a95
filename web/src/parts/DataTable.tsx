import { Button, Table, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { usePrinting } from "./printing";
import "./table.css";

export interface Column<T> {
  id: string;
  title: string;
  cell: (row: T) => ReactNode;
  /** Makes the column sortable: what rows are compared by. */
  sort?: (row: T) => string | number;
  right?: boolean;
  /** Keeps the title for screen readers only. */
  untitled?: boolean;
  /** Left out on narrow screens. */
  wide?: boolean;
}

interface Props<T> {
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T, index: number) => string | number;
  caption: string;
  /** On narrow screens each row becomes a card that names its fields. */
  cards?: boolean;
  /** "name" sorts up, "-name" down. On paper the heads are plain text: browsers do not repeat buttons on each page. */
  sort?: string;
  onSort?: (sort: string) => void;
}

/** How many rows are put on the page before somebody asks for more. */
const atOnce = 200;

/** A plain table; lists of many thousand rows use a virtual table of their own. */
export function DataTable<T>({ columns, rows, rowKey, caption, cards, sort, onSort }: Props<T>) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(atOnce);
  const printing = usePrinting();
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={caption}>
      <Table aria-label={caption} className={cards ? "cards" : undefined} role="table">
        <Table.Thead role="rowgroup">
          <Table.Tr role="row">
            {columns.map((c) => (
              <Heading key={c.id} column={c} sort={sort} onSort={printing ? undefined : onSort} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {sorted(columns, rows, sort)
            .slice(0, printing ? rows.length : shown)
            .map((row, i) => (
              <Table.Tr key={rowKey(row, i)} role="row">
                {columns.map((c) => (
                  <Table.Td
                    key={c.id}
                    role="cell"
                    data-title={c.untitled ? undefined : c.title}
                    ta={c.right ? "right" : undefined}
                    visibleFrom={c.wide ? "sm" : undefined}
                  >
                    {c.cell(row)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
      {rows.length > shown && (
        <Button variant="default" size="xs" mt="xs" onClick={() => setShown(shown + atOnce)}>
          {t("more")}
        </Button>
      )}
    </div>
  );
}

interface HeadingProps<T> {
  column: Column<T>;
  sort?: string;
  onSort?: (sort: string) => void;
}

function Heading<T>({ column: c, sort, onSort }: HeadingProps<T>) {
  const { t } = useTranslation();
  const direction = sort === c.id ? "ascending" : sort === `-${c.id}` ? "descending" : undefined;
  const Icon = direction === "ascending" ? ArrowUp : direction === "descending" ? ArrowDown : ArrowUpDown;
  return (
    <Table.Th
      scope="col"
      role="columnheader"
      ta={c.right ? "right" : undefined}
      visibleFrom={c.wide ? "sm" : undefined}
      aria-sort={direction}
    >
      {c.sort && onSort ? (
        <UnstyledButton
          className="sort-button"
          aria-label={t("sortBy", { column: c.title })}
          onClick={() => onSort(direction === "ascending" ? `-${c.id}` : c.id)}
        >
          {c.title} <Icon size={12} aria-hidden opacity={direction ? 1 : 0.4} />
        </UnstyledButton>
      ) : c.untitled ? (
        <VisuallyHidden>{c.title}</VisuallyHidden>
      ) : (
        c.title
      )}
    </Table.Th>
  );
}

export function sorted<T>(columns: Column<T>[], rows: T[], sort = ""): T[] {
  const by = columns.find((c) => c.id === sort.replace(/^-/, ""))?.sort;
  if (!by) return rows;
  const turn = sort.startsWith("-") ? -1 : 1;
  return [...rows].sort((a, b) => {
    const x = by(a);
    const y = by(b);
    const order =
      typeof x === "number" && typeof y === "number"
        ? x - y
        : String(x).localeCompare(String(y), undefined, { numeric: true });
    return order * turn;
  });
}
