import { ActionIcon, Button, Group, Menu, Modal, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Bookmark, Trash2 } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { reading, send, url } from "../../../api/api";
import type { Page } from "../../../api/types";
import { useWrite } from "../../../api/write";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import type { SavedView } from "../../../parts/plant/types";
import type { Search } from "../../../router";
import { filterOf, searchOf, type SheetFilter } from "./arrange";
import type { GroupID } from "./columns";
import type { Groups } from "./useGroups";

/** What a saved view keeps: the filter with its order as it stands in the address, and the groups that are hidden. */
interface Doc {
  search: Search;
  hidden: GroupID[];
}

interface Props {
  site: string;
  filter: SheetFilter;
  groups: Groups;
  onFilter: (filter: SheetFilter) => void;
}

/** One's own saved views of the worksheet at this site. */
export function Views({ site, filter, groups, onFilter }: Props) {
  const { t } = useTranslation("risk");
  const views = useQuery(reading<Page<SavedView<Doc>>>("/views", { screen: "worksheet" }));
  const [naming, setNaming] = useState(false);
  const remove = useWrite((view: SavedView<Doc>) => send("DELETE", url`/views/${view.id}`), {
    touches: [["views"]],
    said: t("views.deleted"),
  });
  const items = (views.data?.items ?? []).filter((v) => !v.site || v.site === site);
  const show = ({ doc }: SavedView<Doc>) => {
    onFilter(filterOf(doc.search ?? {}));
    groups.setHidden(doc.hidden ?? []);
  };
  return (
    <>
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<Bookmark size={15} aria-hidden />}>
            {t("views.title")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {items.map((view) => (
            <Group key={view.id} gap={0} wrap="nowrap">
              <Menu.Item onClick={() => show(view)}>{view.name}</Menu.Item>
              <ActionIcon aria-label={t("views.delete", { name: view.name })} onClick={() => remove.mutate(view)}>
                <Trash2 size={15} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          {items.length === 0 && <Menu.Label>{t("views.none")}</Menu.Label>}
          <Menu.Divider />
          <Menu.Item onClick={() => setNaming(true)}>{t("views.save")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <SaveView
          site={site}
          doc={{ search: searchOf(filter), hidden: groups.hidden }}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  );
}

function SaveView({ site, doc, onClose }: { site: string; doc: Doc; onClose: () => void }) {
  const { t } = useTranslation(["risk", "common"]);
  const [name, setName] = useState("");
  const save = useWrite(() => send("POST", "/views", { name: name.trim(), screen: "worksheet", site, doc }), {
    touches: [["views"]],
    said: t("views.saved"),
    quiet: true,
    onSuccess: onClose,
  });
  const submit = (e: FormEvent) => {
    e.preventDefault();
    if (name.trim()) save.mutate(undefined);
  };
  return (
    <Modal opened onClose={onClose} title={t("views.save")}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t("views.name")}
            value={name}
            onChange={(e) => setName(e.currentTarget.value)}
            maxLength={100}
            required
            data-autofocus
          />
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
