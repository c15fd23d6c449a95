import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { send } from "../../../api/api";
import { useWrite } from "../../../api/write";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import classes from "../exchange.module.css";
import { results, type Result, type Test } from "../types";

interface Props {
  site: string;
  tests: Test[];
  onClear: () => void;
}

/** Gives the chosen tests one result. */
export function TestBulk({ site, tests, onClear }: Props) {
  const { t } = useTranslation(["exchange", "common"]);
  const [open, setOpen] = useState(false);
  const [v, setV] = useState({ result: "passed" as Result, found: "", by: "", witness: "", on: "" });
  const write = useWrite(
    () => {
      const said = Object.fromEntries(
        Object.entries({ found: v.found.trim(), by: v.by.trim(), witness: v.witness.trim(), on: v.on }).filter(
          ([, text]) => text,
        ),
      );
      return send("POST", "/tests/bulk", { put: tests.map((x) => ({ ...x, ...said, result: v.result })) });
    },
    {
      site,
      quiet: true,
      said: t("tests.bulkDone", { count: tests.length }),
      onSuccess: () => {
        setOpen(false);
        onClear();
      },
    },
  );
  if (tests.length === 0) return null;
  const field = (name: "found" | "by" | "witness" | "on") => ({
    label: t(`tests.${name}`),
    value: v[name],
    onChange: (e: { currentTarget: { value: string } }) => setV({ ...v, [name]: e.currentTarget.value }),
  });
  return (
    <div className={`${classes.bar} no-print`} role="region" aria-label={t("bulk.label")}>
      <Text size="sm" fw={600} role="status">
        {t("tests.picked", { count: tests.length })}
      </Text>
      <Button size="xs" onClick={() => setOpen(true)}>
        {t("tests.bulk")}
      </Button>
      <Button size="xs" variant="subtle" color="gray" onClick={onClear}>
        {t("bulk.none")}
      </Button>
      {open && (
        <Modal opened onClose={() => setOpen(false)} title={t("tests.bulkTitle", { count: tests.length })}>
          <form
            onSubmit={(e) => {
              e.preventDefault();
              write.mutate(undefined);
            }}
          >
            <Stack>
              <Text size="sm" c="dimmed">
                {t("tests.bulkText")}
              </Text>
              <Select
                label={t("tests.result")}
                data={results.map((r) => ({ value: r, label: t(`result.${r}`) }))}
                allowDeselect={false}
                value={v.result}
                onChange={(r) => setV({ ...v, result: r as Result })}
              />
              <Textarea {...field("found")} autosize />
              <TextInput {...field("by")} />
              <TextInput {...field("witness")} />
              <TextInput {...field("on")} type="date" />
              <ErrorPanel error={write.error} />
              <Group justify="flex-end">
                <Button variant="default" onClick={() => setOpen(false)}>
                  {t("common:cancel")}
                </Button>
                <Button type="submit" loading={write.isPending}>
                  {t("common:save")}
                </Button>
              </Group>
            </Stack>
          </form>
        </Modal>
      )}
    </div>
  );
}
