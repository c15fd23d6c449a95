import { Button, Checkbox, Group, List, Modal, Stack, Switch, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { send } from "../../api/api";
import type { Written } from "../../api/types";
import { useWrite } from "../../api/write";
import { DataTable, type Column } from "../../parts/DataTable";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import { supplyTouches, type Product } from "../../parts/library/supply";
import { libWord } from "../../parts/library/words";
import { LoadingRows } from "../../parts/Loading";
import { LinkAnchor } from "../../parts/plant/link";
import { formatNumber } from "../../parts/TimeAgo";
import { drafts, unmatchedOf, type Draft, type Installed } from "./components";
import classes from "./levels.module.css";

/** How many products the server takes in one act. */
const most = 1000;
const fewKeys = 3;
const fewLeft = 8;

interface Props {
  site: string;
  zone: string | undefined;
  onClose: () => void;
}

type NewProduct = Pick<Product, "key" | "name" | "vendor" | "model" | "release" | "types">;

/** Makes products from the assets that have none, after a look at what would be made. */
export function MakeProducts({ site, zone, onClose }: Props) {
  const { t } = useTranslation(["capability", "common"]);
  const assets = useQuery(unmatchedOf(site, zone));
  const [byRelease, setByRelease] = useState(true);
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const { made, left } = useMemo(() => drafts(assets.data ?? [], byRelease), [assets.data, byRelease]);
  const chosen = made.filter((d) => !off.has(d.id)).slice(0, most);
  const make = useWrite<NewProduct[], Written>((put) => send("POST", "/products/bulk", { put }), {
    touches: supplyTouches,
    site: "",
    quiet: true,
    said: (_, put) => t("make.done", { count: put.length }),
    onSuccess: onClose,
  });
  const toggle = (id: string) =>
    setOff((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <Modal opened onClose={onClose} title={t("make.title")} size="xl">
      <Stack>
        <Text size="sm">{t("make.text")}</Text>
        <Switch
          label={t("make.byRelease")}
          description={t("make.byReleaseHint")}
          checked={byRelease}
          onChange={(e) => setByRelease(e.currentTarget.checked)}
        />
        {assets.isPending && <LoadingRows rows={4} />}
        {assets.isError && <ErrorPanel error={assets.error} onRetry={() => void assets.refetch()} />}
        {assets.data && made.length === 0 && <Text size="sm">{t("make.nothing")}</Text>}
        {made.length > 0 && (
          <>
            <Checkbox
              label={t("make.all")}
              checked={off.size === 0}
              indeterminate={off.size > 0 && chosen.length > 0}
              onChange={() => setOff(off.size === 0 ? new Set(made.map((d) => d.id)) : new Set())}
            />
            <div className={classes.preview}>
              <Preview made={made} off={off} onToggle={toggle} />
            </div>
          </>
        )}
        {made.length > most && <Text size="sm">{t("make.most", { most: formatNumber(most) })}</Text>}
        {left.length > 0 && <Left site={site} left={left} />}
        <ErrorPanel error={make.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("common:cancel")}
          </Button>
          <Button
            disabled={chosen.length === 0}
            loading={make.isPending}
            onClick={() => make.mutate(chosen.map(productOf))}
          >
            {t("make.do", { count: chosen.length })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function productOf(d: Draft): NewProduct {
  return {
    key: "",
    name: [d.vendor, d.model].join(" "),
    vendor: d.vendor,
    model: d.model,
    release: d.release || undefined,
    types: d.types,
  };
}

function Preview({ made, off, onToggle }: { made: Draft[]; off: ReadonlySet<string>; onToggle: (id: string) => void }) {
  const { t } = useTranslation("capability");
  const columns: Column<Draft>[] = [
    {
      id: "name",
      title: t("make.name"),
      cell: (d) => (
        <Checkbox
          size="xs"
          label={
            d.release
              ? `${d.vendor} ${d.model} ${d.release}`
              : t("make.everyRelease", { name: `${d.vendor} ${d.model}` })
          }
          description={d.near && t("make.near", { key: d.near })}
          checked={!off.has(d.id)}
          onChange={() => onToggle(d.id)}
        />
      ),
    },
    { id: "types", title: t("make.types"), cell: (d) => d.types.map((x) => libWord("componentType", x)).join(", ") },
    {
      id: "assets",
      title: t("make.assets"),
      cell: (d) => {
        const keys = d.assets.slice(0, fewKeys).map((a) => a.key);
        const more = d.assets.length - keys.length;
        return more > 0 ? t("make.assetsMore", { keys: keys.join(", "), count: more }) : keys.join(", ");
      },
    },
  ];
  return <DataTable columns={columns} rows={made} rowKey={(d) => d.id} caption={t("make.preview")} cards />;
}

/** What cannot be made a product, and why. */
function Left({ site, left }: { site: string; left: Installed[] }) {
  const { t } = useTranslation("capability");
  return (
    <div>
      <Text size="sm">{t("make.left", { count: left.length })}</Text>
      <List size="sm">
        {left.slice(0, fewLeft).map((a) => (
          <List.Item key={a.asset}>
            <LinkAnchor to="/sites/$site/assets" params={{ site }} search={{ asset: a.asset }} size="sm">
              <Key>{a.key}</Key>
            </LinkAnchor>{" "}
            {a.match.why}
          </List.Item>
        ))}
      </List>
      {left.length > fewLeft && <Text size="sm">{t("make.leftMore", { count: left.length - fewLeft })}</Text>}
    </div>
  );
}
