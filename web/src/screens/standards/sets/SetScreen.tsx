import { Button, Drawer, Group, Menu, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, EllipsisVertical, FileUp, Printer, SearchX, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../parts/EmptyState";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { branches, fitsSet, type SetFilter } from "../../../parts/library/catalogue";
import { setQuery, setsQuery } from "../../../parts/library/queries";
import { useMayKeepCatalogue } from "../../../parts/library/rights";
import type { RequirementSet } from "../../../parts/library/types";
import { LoadingRows } from "../../../parts/Loading";
import { usePrinting } from "../../../parts/printing";
import { useShortcut } from "../../../parts/Shortcuts";
import { useAddress } from "../useAddress";
import { Branches } from "./Branches";
import { PrintedSet } from "./PrintedSet";
import { RemoveSet } from "./RemoveSet";
import { RequirementPanel } from "./RequirementPanel";
import { SetFilters } from "./SetFilters";
import { SetFacts } from "./SetFacts";
import classes from "./sets.module.css";

const ImportTexts = lazy(() => import("./ImportTexts"));

/** One requirement set with all its requirements. */
export function SetScreen({ id }: { id: string }) {
  const { t } = useTranslation("standards");
  const { go } = useAddress();
  const set = useQuery(setQuery(id));
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        mb="xs"
        className="no-print"
        leftSection={<ArrowLeft size={14} aria-hidden />}
        onClick={() => go({ tab: "sets" })}
      >
        {t("sets.back")}
      </Button>
      {set.isError && <ErrorPanel error={set.error} onRetry={() => void set.refetch()} />}
      {set.isPending && <LoadingRows rows={10} />}
      {set.data && <Opened set={set.data} />}
    </>
  );
}

function Opened({ set }: { set: RequirementSet }) {
  const { t } = useTranslation(["standards", "common"]);
  const mayEdit = useMayKeepCatalogue();
  const { get, change } = useAddress();
  const narrow = useMediaQuery("screen and (max-width: 62em)") ?? false;
  const printing = usePrinting();
  const sets = useQuery(setsQuery);
  const added = sets.data?.items.find((s) => s.id === set.id)?.added ?? false;
  const [doing, setDoing] = useState<"texts" | "remove">();
  const filter: SetFilter = {
    search: get("search"),
    level: get("level"),
    type: get("type"),
    confidence: get("confidence"),
    group: get("group"),
  };
  const shown = set.requirements.filter((r) => fitsSet(set, r, filter));
  const tree = branches(set, shown);
  const order = tree.flatMap((b) => b.requirements);
  const wanted = get("requirement");
  // A link may name a requirement that the filter hides.
  const active = set.requirements.find((r) => r.id === wanted) ?? (narrow ? undefined : order[0]);
  const open = (requirement: string | undefined) => change({ requirement });
  const step = (by: number) => {
    const i = order.findIndex((r) => r.id === active?.id);
    const next = order[Math.max(0, Math.min(order.length - 1, i + by))];
    if (next) open(next.id);
  };
  useShortcut("j", t("set.keyDown"), () => step(1));
  useShortcut("k", t("set.keyUp"), () => step(-1));
  if (printing) return <PrintedSet set={set} tree={tree} />;
  const panel = active && <RequirementPanel set={set} requirement={active} mayEdit={mayEdit} />;
  return (
    <>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm" mb="sm">
        <SetFacts set={set} added={added} />
        <Group gap="xs" wrap="nowrap" className="no-print">
          <Button
            variant="default"
            visibleFrom="sm"
            leftSection={<Printer size={15} aria-hidden />}
            onClick={() => window.print()}
          >
            {t("set.print")}
          </Button>
          {mayEdit && (
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" px="xs" aria-label={t("common:actions")}>
                  <EllipsisVertical size={16} aria-hidden />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<FileUp size={15} aria-hidden />} onClick={() => setDoing("texts")}>
                  {t("texts.import")}
                </Menu.Item>
                {added && (
                  <Menu.Item
                    color="red"
                    leftSection={<Trash2 size={15} aria-hidden />}
                    onClick={() => setDoing("remove")}
                  >
                    {t("remove.open")}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          )}
        </Group>
      </Group>
      <SetFilters set={set} filter={filter} count={shown.length} />
      {shown.length === 0 && (
        <EmptyState icon={SearchX} title={t("set.none")} text={t("set.noneText")}>
          <Button
            variant="default"
            onClick={() =>
              change({ search: undefined, level: undefined, type: undefined, confidence: undefined, group: undefined })
            }
          >
            {t("set.showAll")}
          </Button>
        </EmptyState>
      )}
      <div className={classes.columns}>
        {shown.length > 0 && <Branches tree={tree} active={active?.id} onOpen={open} />}
        {!narrow && panel && (
          <section className={classes.panel} aria-label={t("set.panel")} key={active.id}>
            {panel}
          </section>
        )}
      </div>
      {narrow && (
        <Drawer
          opened={active !== undefined}
          onClose={() => open(undefined)}
          position="bottom"
          size="90%"
          title={t("set.panel")}
        >
          {panel}
        </Drawer>
      )}
      {doing === "texts" && (
        <Suspense fallback={<Text size="sm">{t("common:loading")}</Text>}>
          <ImportTexts set={set} onClose={() => setDoing(undefined)} />
        </Suspense>
      )}
      {doing === "remove" && <RemoveSet set={set} onClose={() => setDoing(undefined)} />}
    </>
  );
}
