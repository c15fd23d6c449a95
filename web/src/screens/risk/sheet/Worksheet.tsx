import { Alert, Button, Text } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Lock, SearchX, Table2 } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../api/me";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { LoadingRows } from "../../../parts/Loading";
import { LinkButton } from "../../../parts/plant/link";
import { useNarrow } from "../../../parts/plant/useNarrow";
import { usePrinting } from "../../../parts/printing";
import type { RiskResult, Scenario, ScenarioResult } from "../../../parts/risk/types";
import { ScenarioDrawer } from "../drawer/ScenarioDrawer";
import { arrange, filterOf, narrowed, searchOf, type SheetFilter } from "./arrange";
import { Cards } from "./Cards";
import { columns } from "./columns";
import { fresh, newRow, type CellText } from "./drafts";
import { Filters } from "./Filters";
import { focusGrid, Grid } from "./Grid";
import type { Lookup } from "./lookup";
import { spread } from "./paste";
import { Printed } from "./Printed";
import { one, rangeOf, type Place, type Range, type Selection } from "./selecting";
import classes from "./sheet.module.css";
import { Status, waiting } from "./Status";
import { tell } from "./tell";
import { Toolbar } from "./Toolbar";
import { fromTSV, toTSV } from "./tsv";
import { useGroups } from "./useGroups";
import { useKeys } from "./useKeys";
import { useRegister, useSheet, type Register } from "./useSheet";

const mostRows = 5000; // that the server takes in one act

/** The detailed risk assessment: one row for each scenario. */
export function Worksheet({ site }: { site: string }) {
  const register = useRegister(site);
  if (register.error) return <ErrorPanel error={register.error} onRetry={register.retry} />;
  const { look, risk, scenarios } = register;
  if (!look || !risk || !scenarios) return <LoadingRows rows={12} />;
  return <Opened site={site} register={register} look={look} risk={risk} scenarios={scenarios} />;
}

interface Props {
  site: string;
  register: Register;
  look: Lookup;
  risk: RiskResult;
  scenarios: Scenario[];
}

function Opened({ site, register, look, risk, scenarios }: Props) {
  const { t } = useTranslation("risk");
  const can = useCan();
  const navigate = useNavigate();
  const narrow = useNarrow();
  const printing = usePrinting();
  const search = useSearch({ strict: false });
  const filter = useMemo(() => filterOf(search), [search]);
  const open = typeof search.scenario === "string" ? search.scenario : undefined;
  const mayEdit = can("risk.edit", site);
  const locked = !mayEdit || !risk.inForce;
  const { results, rating } = register;
  const { sheet, state } = useSheet(site, can("history.restore", site));
  const { drafts } = state;
  const groups = useGroups();
  const shown = useMemo(
    () => columns.filter((c) => c.id === "key" || !groups.hidden.includes(c.group)),
    [groups.hidden],
  );

  const byID = useMemo(
    () => new Map(scenarios.map((s) => [s.id, newer(s, state.kept.get(s.id))])),
    [scenarios, state.kept],
  );
  const stored = useCallback((id: string) => byID.get(id), [byID]);
  const order = useOrder(scenarios, results, filter, look);
  const ids = useMemo(
    () => [...order, ...[...drafts.rows.keys()].filter(fresh), ...(locked ? [] : [""])],
    [order, drafts.rows, locked],
  );

  const [chosen, setChosen] = useState<Selection>(one({ row: 0, column: 0 }));
  // What was done last, until the cursor moves.
  const [notice, setNotice] = useState("");
  const setSelection = (next: Selection) => {
    setNotice("");
    setChosen(next);
  };
  const selection = useMemo(() => within(chosen, ids.length, shown.length), [chosen, ids.length, shown.length]);
  const { at } = selection;
  const id = ids[at.row] ?? "";
  const scenarioOf = (row: string) => drafts.rows.get(row)?.now ?? byID.get(row);

  const setFilter = useCallback(
    (next: SheetFilter) =>
      void navigate({
        to: ".",
        search: (old) => ({ ...old, ...searchOf(next) }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  const show = (scenario: string | undefined) => {
    // A row that is not stored yet is first.
    void sheet.flush();
    if (scenario && fresh(scenario)) return;
    void navigate({ to: ".", search: (old) => ({ ...old, scenario }), replace: true, resetScroll: false });
  };

  // Rows are stored when one leaves them.
  useEffect(() => {
    void sheet.flush(id);
  }, [sheet, id]);

  const enter = (cells: CellText[], together = false) => {
    const like = scenarioOf(ids[at.row - 1] ?? "");
    const blank = together ? undefined : { zone: like?.zone, conduit: like?.conduit };
    sheet.enter(cells, stored, look, { together, blank });
    // A row that is stored with others does not wait for the cursor.
    if (together) void sheet.flush().then(() => sheet.check());
  };
  const cellsOf = (range: Range, text: (row: string, column: (typeof columns)[number]) => CellText | undefined) => {
    const cells: CellText[] = [];
    for (let r = range.top; r <= range.bottom; r++) {
      const row = ids[r];
      if (!row) continue;
      for (const column of shown.slice(range.left, range.right + 1)) {
        if (column.id === "key" && byID.has(row)) continue;
        const cell = column.write && text(row, column);
        if (cell) cells.push(cell);
      }
    }
    return cells;
  };
  const actions = {
    onEnter: ({ row, column }: Place, text: string) => {
      const of = shown[column];
      const target = ids[row] ?? "";
      if (!of || (target === "" && text.trim() === "")) return;
      enter([{ row: target || newRow(0), column: of.id, text }]);
    },
    onClear: (range: Range) => {
      const cells = cellsOf(range, (row, column) => ({ row, column: column.id, text: "" }));
      enter(cells, range.top !== range.bottom);
    },
    onFillDown: (range: Range) => {
      // Of a single row, the one above is the pattern.
      const top = range.top === range.bottom ? range.top - 1 : range.top;
      const from = scenarioOf(ids[top] ?? "");
      if (!from) return;
      const cells = cellsOf({ ...range, top: top + 1 }, (row, column) => ({
        row,
        column: column.id,
        text: column.read(from, look),
        from,
      }));
      enter(cells, range.bottom - top > 1);
    },
    onCopy: (range: Range) => {
      const rows = ids.slice(range.top, range.bottom + 1).flatMap((row) => scenarioOf(row) ?? []);
      return toTSV(
        rows.map((s) =>
          shown.slice(range.left, range.right + 1).map((c) => {
            const result = results.get(s.id);
            return c.kind === "computed" ? computedText(c.id, result, risk) : c.read(s, look);
          }),
        ),
      );
    },
    onPaste: (text: string, { at, to }: Selection) => {
      const range = rangeOf({ at, to });
      const table = fromTSV(text);
      if (table.length === 0) return;
      if (table.length > mostRows) {
        setNotice(t("sheet.tooMany", { most: mostRows }));
        return;
      }
      const out = spread({
        table,
        shown,
        column: range.left,
        rows: ids.slice(range.top).filter(Boolean),
        height: range.bottom - range.top + 1,
        width: range.right - range.left + 1,
        find: (key) => scenarios.find((s) => s.key.toLowerCase() === key.trim().toLowerCase())?.id,
      });
      // The key of a stored scenario stays.
      enter(
        out.cells.filter((c) => !(c.column === "key" && byID.has(c.row))),
        true,
      );
      const ignored = out.ignored.length > 0 ? t("sheet.ignored", { columns: out.ignored.join(", ") }) : "";
      setNotice(`${t("sheet.pasted", { count: out.rows })} ${ignored}`.trim());
    },
    onUndo: () => void sheet.undo(),
    onRedo: () => void sheet.redo(),
    onInsert: () => {
      const like = scenarioOf(id);
      sheet.insert({ zone: like?.zone, conduit: like?.conduit }, false);
      const column = Math.max(
        0,
        shown.findIndex((c) => c.id === "name"),
      );
      setSelection(one({ row: ids.length - 1, column }));
      focusGrid();
    },
    onDuplicate: () => {
      const like = scenarioOf(id);
      if (!like) return;
      sheet.insert(copyOf(like), true);
      setSelection(one({ row: ids.length - 1, column: Math.min(1, shown.length - 1) }));
      focusGrid();
    },
  };
  useKeys(!narrow, !locked);

  const goToNext = () => {
    const { rows } = waiting(drafts.rows);
    const wrong = rows.find((row) => row !== id && Object.keys(drafts.rows.get(row)?.refused ?? {}).length > 0);
    const next = wrong ?? rows.find((row) => Object.keys(drafts.rows.get(row)?.raw ?? {}).length > 0) ?? rows[0];
    const draft = next === undefined ? undefined : drafts.rows.get(next);
    if (!draft) return;
    const first = Object.keys({ ...draft.raw, ...draft.refused })[0] ?? "key";
    const column = shown.findIndex((c) => c.id === first);
    setSelection(one({ row: ids.indexOf(draft.id), column: Math.max(0, column) }));
    focusGrid();
  };
  const onSort = (column: string) =>
    setFilter({
      ...filter,
      sort: filter.sort === column ? `-${column}` : filter.sort === `-${column}` ? "" : column,
    });

  const empty = scenarios.length === 0 && drafts.rows.size === 0;
  const none = ids.filter(Boolean).length === 0;
  const told = notice
    ? { text: notice, problem: false }
    : tell(shown[at.column], scenarioOf(id), results.get(id), drafts.rows.get(id), look);
  return (
    <>
      {!risk.inForce && (
        <Alert icon={<Lock size={18} />} color="orange" title={t("sheet.lockedTitle")}>
          <Text size="sm" mb="xs">
            {risk.why}
          </Text>
          <LinkButton size="xs" to="/sites/$site/criteria" params={{ site }}>
            {t("sheet.toCriteria")}
          </LinkButton>
        </Alert>
      )}
      <Toolbar
        site={site}
        locked={locked}
        state={state}
        groups={groups}
        filter={filter}
        onFilter={setFilter}
        onUndo={actions.onUndo}
        onRedo={actions.onRedo}
        onInsert={actions.onInsert}
        onDuplicate={actions.onDuplicate}
        canDuplicate={scenarioOf(id) !== undefined}
        narrow={narrow}
      />
      {!empty && <Filters filter={filter} onChange={setFilter} look={look} risk={risk} scenarios={scenarios} />}
      {empty && locked && (
        <EmptyState
          icon={Table2}
          title={t("sheet.none")}
          text={risk.inForce ? t("sheet.noneRead") : t("sheet.noneLocked")}
        />
      )}
      {empty && !locked && <Text size="sm">{t("sheet.noneText")}</Text>}
      {none && !empty && narrowed(filter) && (
        <EmptyState icon={SearchX} title={t("sheet.noneFound")} text={t("sheet.noneFoundText")}>
          <Button variant="default" onClick={() => setFilter(filterOf({}))}>
            {t("filter.clear")}
          </Button>
        </EmptyState>
      )}
      {narrow ? (
        <Cards scenarios={order.flatMap((x) => byID.get(x) ?? [])} results={results} look={look} onOpen={show} />
      ) : (
        ids.length > 0 &&
        !(none && !empty && narrowed(filter)) && (
          <div className={`${classes.frame} no-print`}>
            <Grid
              ids={ids}
              shown={shown}
              stored={stored}
              results={results}
              drafts={drafts.rows}
              look={look}
              selection={selection}
              onSelect={setSelection}
              locked={locked}
              waiting={rating}
              sort={filter.sort}
              onSort={onSort}
              {...actions}
              onOpen={(x) => show(x || undefined)}
              onLeave={() => void sheet.flush()}
            />
            <Status
              state={state}
              told={told}
              onNext={goToNext}
              onRetry={() => void sheet.flush()}
              onDiscard={(rows) => sheet.discard(rows)}
            />
          </div>
        )
      )}
      {printing && <Printed scenarios={order.flatMap((x) => byID.get(x) ?? [])} results={results} look={look} />}
      {open && (
        <ScenarioDrawer
          site={site}
          id={open}
          look={look}
          locked={locked}
          onLeft={(entry) => sheet.left(entry)}
          onClose={() => show(undefined)}
        />
      )}
    </>
  );
}

function newer(a: Scenario, b: Scenario | undefined): Scenario {
  return b && b.version > a.version ? b : a;
}

function within({ at, to }: Selection, rows: number, columns: number): Selection {
  const keep = (p: Place): Place => ({
    row: Math.max(0, Math.min(rows - 1, p.row)),
    column: Math.max(0, Math.min(columns - 1, p.column)),
  });
  return { at: keep(at), to: keep(to) };
}

/** A scenario like another; nobody has accepted it. */
function copyOf(s: Scenario): Partial<Scenario> {
  const copy: Partial<Scenario> = { ...s, id: "", version: 0, key: "" };
  delete copy.acceptance;
  delete copy.removed;
  return copy;
}

function computedText(id: string, result: ScenarioResult | undefined, risk: RiskResult): string {
  if (!result) return "";
  const band = (x: { band?: string }) => risk.criteria?.bands.find((b) => b.id === x.band)?.name ?? x.band ?? "";
  switch (id) {
    case "unmitigated":
    case "existing":
    case "residual":
      return band(result[id]);
    case "tolerable":
      return String(result.tolerable);
    case "flags":
      return result.flags.map((f) => f.text).join(" ");
    case "acceptance":
      return result.acceptance.state === "none" ? "" : result.acceptance.why;
  }
  return "";
}

/**
 * The order of the rows. It stays while one works, so that no row jumps or
 * vanishes because of what was just entered; it is made anew when the filter or
 * the sorting changes.
 */
function useOrder(scenarios: Scenario[], results: Register["results"], filter: SheetFilter, look: Lookup): string[] {
  const key = JSON.stringify(filter);
  const [kept, setKept] = useState<{ key: string; from: Scenario[]; ids: string[] }>();
  if (kept?.key === key && kept.from === scenarios) return kept.ids;
  const all = new Set(scenarios.map((s) => s.id));
  let ids: string[];
  if (kept?.key === key) {
    const known = new Set(kept.ids);
    const had = new Set(kept.from.map((s) => s.id));
    ids = [
      ...kept.ids.filter((x) => all.has(x)),
      ...scenarios.filter((s) => !known.has(s.id) && !had.has(s.id)).map((s) => s.id),
    ];
  } else {
    ids = arrange(scenarios, results, filter, look).map((s) => s.id);
  }
  setKept({ key, from: scenarios, ids });
  return ids;
}
