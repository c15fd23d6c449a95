import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Problem } from "../api/problem";
import i18n from "../i18n";

/** The name of the button that closes a notice. */
const close = () => ({ "aria-label": i18n.t("common:close") });

/** Tells the user that something was done. */
export function said(message: string) {
  notifications.show({ message, autoClose: 4000, closeButtonProps: close() });
}

let offered = "";

/** Tells what was done and offers to take it back, until the next such offer: the history has them all. */
export function saidUndo(message: string, undo: () => Promise<void>) {
  notifications.hide(offered);
  const id = `undo-${message}-${performance.now()}`;
  offered = id;
  const run = () => {
    notifications.hide(id);
    void undo();
  };
  notifications.show({
    id,
    autoClose: 12_000,
    closeButtonProps: close(),
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm">{message}</Text>
        <Button size="compact-sm" variant="light" flex="none" onClick={run}>
          {i18n.t("common:undo")}
        </Button>
      </Group>
    ),
  });
}

/** Tells why something did not work; a lost session is dealt with elsewhere. */
export function saidProblem(problem: unknown) {
  if (problem instanceof Problem && problem.status === 401) return;
  const unreachable = problem instanceof Problem && problem.status === 0;
  const message = unreachable
    ? i18n.t("common:error.unreachableText")
    : problem instanceof Error
      ? problem.message
      : "";
  notifications.show({
    color: "red",
    title: i18n.t("common:error.failed"),
    message,
    autoClose: 10_000,
    closeButtonProps: close(),
  });
}
