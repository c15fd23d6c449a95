import { ActionIcon, Button, Checkbox, Group, Menu, Modal, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Bookmark, Trash2 } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { reading, send, url } from "../../api/api";
import type { Page } from "../../api/types";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import type { SavedView } from "../../parts/plant/types";
import { filterOf, searchOf, type AssetFilter } from "./filter";
import type { Chosen, ColumnState } from "./useColumns";

/** What a saved view keeps: the filter with its order as it stands in the address, and the columns. */
interface Doc {
  search: Record<string, string | string[] | undefined>;
  columns: Chosen;
}

interface Props {
  site: string;
  filter: AssetFilter;
  columnState: ColumnState;
  onFilter: (filter: AssetFilter) => void;
}

/** One's own saved views of the table: to go to, to save, to delete. */
export function ViewsMenu({ site, filter, columnState, onFilter }: Props) {
  const { t } = useTranslation(["plant", "common"]);
  const views = useQuery(reading<Page<SavedView<Doc>>>("/views", { screen: "assets" }));
  const [naming, setNaming] = useState(false);
  const remove = useWrite((view: SavedView<Doc>) => send("DELETE", url`/views/${view.id}`), {
    touches: [["views"]],
    said: t("assets.viewDeleted"),
  });
  const items = (views.data?.items ?? []).filter((v) => !v.site || v.site === site);
  const show = ({ doc }: SavedView<Doc>) => {
    onFilter(filterOf(doc.search ?? {}));
    if (doc.columns) columnState.set(doc.columns);
  };
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button variant="default" leftSection={<Bookmark size={16} aria-hidden />}>
            {t("assets.views")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {items.map((view) => (
            <Group key={view.id} gap={0} wrap="nowrap">
              <Menu.Item onClick={() => show(view)}>{view.name}</Menu.Item>
              <ActionIcon aria-label={t("assets.deleteView", { name: view.name })} onClick={() => remove.mutate(view)}>
                <Trash2 size={15} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          {items.length === 0 && <Menu.Label>{t("assets.noViews")}</Menu.Label>}
          <Menu.Divider />
          <Menu.Item onClick={() => setNaming(true)}>{t("assets.saveView")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <SaveView
          site={site}
          doc={{ search: searchOf(filter), columns: { visible: columnState.visible, sizes: columnState.sizes } }}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  );
}

function SaveView({ site, doc, onClose }: { site: string; doc: Doc; onClose: () => void }) {
  const { t } = useTranslation(["plant", "common"]);
  const [name, setName] = useState("");
  const [here, setHere] = useState(true);
  const save = useWrite(
    () => send("POST", "/views", { name: name.trim(), screen: "assets", ...(here && { site }), doc }),
    { touches: [["views"]], said: t("assets.viewSaved"), quiet: true, onSuccess: onClose },
  );
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (name.trim()) save.mutate(undefined);
  };
  return (
    <Modal opened onClose={onClose} title={t("assets.saveView")} closeButtonProps={{ "aria-label": t("common:close") }}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t("assets.viewName")}
            value={name}
            onChange={(e) => setName(e.currentTarget.value)}
            maxLength={100}
            required
            data-autofocus
          />
          <Checkbox label={t("assets.viewHere")} checked={here} onChange={(e) => setHere(e.currentTarget.checked)} />
          <ErrorPanel error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common:cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t("common:save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
