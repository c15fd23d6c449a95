import { Alert, Button, Group, List, Modal, Stack, Text } from "@mantine/core";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useWrite } from "../../api/write";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { addRelease, type AddedRelease, type AtSite } from "./releases";

interface Props {
  file: File;
  tried: AddedRelease;
  onClose: () => void;
}

/** What a release would bring and flag, before it is read in: what it reopens stays reopened. */
export function NewRelease({ file, tried, onClose }: Props) {
  const { t } = useTranslation(["account", "common"]);
  const add = useWrite(() => addRelease(file), {
    said: t("threats.added", { release: tried.release }),
    quiet: true,
    onSuccess: onClose,
  });
  const flags = tried.sites.length > 0;
  return (
    <Modal opened onClose={onClose} title={t("threats.newTitle", { release: tried.release })} size="lg">
      <Stack>
        <Text size="sm">
          {t("threats.brings", {
            techniques: tried.techniques,
            mitigations: tried.mitigations,
            assets: tried.assets,
            retired: tried.retired,
          })}
        </Text>
        <Alert
          color={flags ? "orange" : "green"}
          icon={flags ? <TriangleAlert size={18} aria-hidden /> : <CircleCheck size={18} aria-hidden />}
          title={flags ? t("threats.flags") : t(tried.inUse ? "threats.flagsNone" : "threats.older")}
        >
          {flags && (
            <Stack gap="xs">
              <Text size="sm">{t("threats.flagsText")}</Text>
              {tried.sites.map((s) => (
                <Flagged key={s.site} at={s} />
              ))}
            </Stack>
          )}
        </Alert>
        {tried.notes.length > 0 && (
          <details>
            <summary>{t("threats.notes", { count: tried.notes.length })}</summary>
            <List size="xs">
              {tried.notes.map((note) => (
                <List.Item key={note}>{note}</List.Item>
              ))}
            </List>
          </details>
        )}
        <Text size="xs" c="dimmed">
          {tried.attribution}
        </Text>
        <ErrorPanel error={add.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("common:cancel")}
          </Button>
          <Button loading={add.isPending} onClick={() => add.mutate(undefined)}>
            {t("threats.confirm")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Flagged({ at }: { at: AtSite }) {
  const { t } = useTranslation("account");
  const most = 8;
  return (
    <div>
      <Text size="sm" fw={600}>
        <Key>{at.key}</Key> {at.name}
      </Text>
      <List size="sm">
        {at.approvals.length > 0 && (
          <List.Item>{t("threats.reopens", { count: at.approvals.length, keys: at.approvals.join(", ") })}</List.Item>
        )}
        {at.techniques.slice(0, most).map((x) => (
          <List.Item key={x.scenario + x.technique}>{x.text}</List.Item>
        ))}
        {at.techniques.length > most && (
          <List.Item>{t("threats.moreScenarios", { count: at.techniques.length - most })}</List.Item>
        )}
      </List>
    </div>
  );
}
