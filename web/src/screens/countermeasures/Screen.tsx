import { Button, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import { useSite } from "../../frame/site";
import { Page } from "../../parts/Page";
import { conduitsOf, zonesOf } from "../../parts/plant/queries";
import { DeleteRecord } from "../../parts/risk/DeleteRecord";
import { countermeasuresOf } from "../../parts/risk/queries";
import type { Countermeasure } from "../../parts/risk/types";
import { useShortcut } from "../../parts/Shortcuts";
import type { Search } from "../../router";
import { Depth } from "./Depth";
import { MeasureDrawer } from "./MeasureDrawer";
import { blank, copyOf, kind, textOf } from "./measures";
import { Register } from "./Register";

/** What stands between threats and consequences, and how deep it is. */
export default function Screen() {
  const { t } = useTranslation("targets");
  const site = useSite();
  const mayEdit = useCan()("risk.edit", site.id);
  const navigate = useNavigate();
  const search = useSearch({ strict: false });
  const tab = textOf(search, "tab") === "depth" ? "depth" : "register";
  const measures = useQuery(countermeasuresOf(site.id));
  const zones = useQuery(zonesOf(site.id)).data ?? [];
  const conduits = useQuery(conduitsOf(site.id)).data ?? [];
  const [deleting, setDeleting] = useState<Countermeasure>();

  const go = (change: Search) =>
    void navigate({ to: ".", search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false });
  const add = (layer?: string, zone?: string) => go({ measure: "new", inLayer: layer, inZone: zone, from: undefined });
  const close = () => go({ measure: undefined, inLayer: undefined, inZone: undefined, from: undefined });
  useShortcut("n", t("measures.add"), () => add(), mayEdit);

  const open = textOf(search, "measure");
  const original = measures.data?.find((m) => m.id === textOf(search, "from"));
  const shown =
    open !== "new"
      ? measures.data?.find((m) => m.id === open)
      : original
        ? copyOf(original, t("measures.copyOf", { name: original.name }))
        : blank(textOf(search, "inLayer") || undefined, textOf(search, "inZone") || undefined);
  return (
    <Page
      wide
      title={t("measures.title")}
      lead={t("measures.lead")}
      actions={
        mayEdit && (
          <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => add()}>
            {t("measures.add")}
          </Button>
        )
      }
    >
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(v) => void navigate({ to: ".", search: { tab: v === "depth" ? v : undefined }, replace: true })}
      >
        <Tabs.List mb="md" className="no-print">
          <Tabs.Tab value="register">{t("measures.tabRegister", { count: measures.data?.length ?? 0 })}</Tabs.Tab>
          <Tabs.Tab value="depth">{t("measures.tabDepth")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="register">
          <Register
            site={site.id}
            measures={measures}
            zones={zones}
            conduits={conduits}
            mayEdit={mayEdit}
            onOpen={(id) => go({ measure: id })}
            onAdd={() => add()}
            onCopy={(id) => go({ measure: "new", from: id })}
            onDelete={setDeleting}
          />
        </Tabs.Panel>
        <Tabs.Panel value="depth">
          <Depth site={site.id} mayEdit={mayEdit} onAdd={add} onOpen={(id) => go({ measure: id })} />
        </Tabs.Panel>
      </Tabs>
      {open && measures.data && shown && (
        <MeasureDrawer
          key={shown.id + shown.version + textOf(search, "from")}
          site={site.id}
          measure={shown}
          zones={zones}
          conduits={conduits}
          readOnly={!mayEdit}
          copied={open === "new" && original !== undefined}
          onClose={close}
          onCopy={() => go({ measure: "new", from: shown.id })}
          onDelete={() => setDeleting(shown)}
        />
      )}
      {deleting && (
        <DeleteRecord
          site={site.id}
          kind={kind}
          record={deleting}
          onDone={close}
          onClose={() => setDeleting(undefined)}
        />
      )}
    </Page>
  );
}
