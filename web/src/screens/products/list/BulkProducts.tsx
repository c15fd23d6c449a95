import { Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { send } from "../../../api/api";
import { useWrite } from "../../../api/write";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { CompanyPicker } from "../../../parts/library/CompanyPicker";
import { supplyTouches, type Product } from "../../../parts/library/supply";
import classes from "../products.module.css";

interface Props {
  products: Product[];
  onDone: () => void;
  onClose: () => void;
}

type Field = "aim" | "company" | "supportEnds" | "securityEnds";

/** Sets the same for several products, in one act. */
export function BulkProducts({ products, onDone, onClose }: Props) {
  const { t } = useTranslation(["products", "common"]);
  const [set, setSet] = useState<Partial<Pick<Product, Field>>>({});
  const write = useWrite(
    () =>
      send<{ entry: number }>("POST", "/products/bulk", {
        put: products.map((p) => ({ ...p, ...set })),
      }),
    {
      touches: supplyTouches,
      site: "",
      quiet: true,
      said: t("bulk.done", { count: products.length }),
      onSuccess: () => {
        onDone();
        onClose();
      },
    },
  );
  const remove = useWrite(
    () =>
      send<{ entry: number }>("POST", "/products/bulk", {
        delete: products.map(({ id, version }) => ({ id, version })),
      }),
    {
      touches: supplyTouches,
      site: "",
      quiet: true,
      said: t("bulk.deleted", { count: products.length }),
      onSuccess: () => {
        onDone();
        onClose();
      },
    },
  );
  const [deleting, setDeleting] = useState(false);
  const line = (field: Field, initial: string | number, input: ReactNode) => (
    <div className={classes.line}>
      <Checkbox
        mb={8}
        aria-label={t("bulk.set", { field: t(`form.${field}`) })}
        checked={field in set}
        onChange={(e) => {
          const rest = Object.fromEntries(Object.entries(set).filter(([name]) => name !== field));
          setSet(e.currentTarget.checked ? { ...rest, [field]: initial } : rest);
        }}
      />
      {input}
    </div>
  );
  const put = (field: Field, value: string | number) => setSet({ ...set, [field]: value });
  return (
    <Modal opened onClose={onClose} title={t("bulk.title", { count: products.length })} size="md">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          write.mutate(undefined);
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t("bulk.text")}
          </Text>
          {line(
            "aim",
            2,
            <Select
              label={t("form.aim")}
              data={aims.map((a) => ({ value: String(a), label: a ? t("form.level", { level: a }) : t("form.noAim") }))}
              value={set.aim === undefined ? null : String(set.aim)}
              onChange={(v) => v !== null && put("aim", Number(v))}
            />,
          )}
          {line(
            "company",
            "",
            <CompanyPicker
              label={t("form.company")}
              of={["product-supplier"]}
              value={set.company}
              onChange={(id) => put("company", id ?? "")}
            />,
          )}
          {(["supportEnds", "securityEnds"] as const).map((field) => (
            <div key={field}>
              {line(
                field,
                "",
                <TextInput
                  type="date"
                  label={t(`form.${field}`)}
                  value={set[field] ?? ""}
                  onChange={(e) => put(field, e.currentTarget.value)}
                />,
              )}
            </div>
          ))}
          <ErrorPanel error={write.error ?? remove.error} />
          {deleting && (
            <Text size="sm" role="alert">
              {t("bulk.deleteText", { count: products.length })}
            </Text>
          )}
          <Group justify="space-between">
            <Button
              variant="subtle"
              color="red"
              loading={remove.isPending}
              onClick={() => (deleting ? remove.mutate(undefined) : setDeleting(true))}
            >
              {deleting ? t("bulk.deleteNow", { count: products.length }) : t("common:delete")}
            </Button>
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                {t("common:cancel")}
              </Button>
              <Button type="submit" loading={write.isPending} disabled={Object.keys(set).length === 0}>
                {t("common:save")}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const aims = [0, 1, 2, 3, 4];
