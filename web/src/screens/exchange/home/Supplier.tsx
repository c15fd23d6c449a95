import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { PackagePlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { send } from "../../../api/api";
import { useCan } from "../../../api/me";
import { EmptyState } from "../../../parts/EmptyState";
import { ProductsPicker } from "../../../parts/library/ProductPicker";
import { productsQuery } from "../../../parts/library/supply";
import classes from "../exchange.module.css";
import { MakeDialog } from "../MakeDialog";
import { newestFirst } from "../threads";
import type { Package } from "../types";
import { Loose } from "./Threads";

/** What a supplier says of its products, for whoever builds with them. */
export function Supplier({ packages }: { packages: Package[] }) {
  const { t } = useTranslation("exchange");
  const may = useCan()("package.run");
  const [making, setMaking] = useState(false);
  const sent = newestFirst(packages.filter((p) => p.kind === "claims" && p.direction === "out"));
  const button = may && (
    <Button leftSection={<PackagePlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      {t("supplier.button")}
    </Button>
  );
  return (
    <Stack>
      {sent.length === 0 ? (
        <EmptyState icon={PackagePlus} title={t("supplier.empty")} text={t("supplier.emptyText")}>
          {button}
        </EmptyState>
      ) : (
        <>
          <Group justify="space-between">
            <Title order={2}>{t("supplier.sent")}</Title>
            {button}
          </Group>
          <div className={classes.card}>
            <Loose packages={sent} />
          </div>
        </>
      )}
      {making && <MakeClaims onClose={() => setMaking(false)} />}
    </Stack>
  );
}

function MakeClaims({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("exchange");
  const all = useQuery(productsQuery);
  const [products, setProducts] = useState<string[]>([]);
  return (
    <MakeDialog
      title={t("supplier.title")}
      confirm={t("supplier.confirm")}
      of={["service-provider", "asset-owner"]}
      site=""
      disabled={products.length === 0}
      make={(to) => send<Package>("POST", "/packages/claims", { ...to, products })}
      onClose={onClose}
    >
      <Text size="sm">{t("supplier.goes")}</Text>
      <ProductsPicker
        label={t("supplier.products")}
        description={all.data?.length === 0 ? t("supplier.noProducts") : undefined}
        value={products}
        onChange={setProducts}
      />
      {(all.data?.length ?? 0) > products.length && (
        <Button
          variant="subtle"
          size="compact-sm"
          maw="fit-content"
          onClick={() => setProducts((all.data ?? []).map((p) => p.id))}
        >
          {t("supplier.all", { count: all.data?.length ?? 0 })}
        </Button>
      )}
    </MakeDialog>
  );
}
