import { Badge, Button, Group, Menu, Stack, Tabs, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Ellipsis, Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../api/me";
import { ErrorPanel } from "../../../parts/ErrorPanel";
import { Key } from "../../../parts/Key";
import { Answering } from "../../../parts/library/component/Answering";
import { firstScope, scopes, toConfirm, type AnswerFilter } from "../../../parts/library/component/answering";
import { Posture } from "../../../parts/library/component/Posture";
import { DeleteLibraryRecord } from "../../../parts/library/DeleteLibraryRecord";
import { productKind } from "../../../parts/library/records";
import {
  componentQuery,
  productQuery,
  productTitle,
  type ComponentPosture,
  type Product,
} from "../../../parts/library/supply";
import { libWord } from "../../../parts/library/words";
import { LoadingRows } from "../../../parts/Loading";
import { Page } from "../../../parts/Page";
import { nextOf } from "../list/filter";
import { ProductForm } from "../list/ProductForm";
import { useAddress } from "../useAddress";
import { Downloads } from "./Downloads";
import { Facts } from "./Facts";
import { Gaps } from "./Gaps";
import { Installed } from "./Installed";
import { Summary } from "./Summary";

const views = ["answers", "levels", "gaps", "facts", "installed"] as const;
export type View = (typeof views)[number];

/** One product: what is claimed of it, what that makes it capable of, what the next level needs. */
export function ProductPage({ id }: { id: string }) {
  const { t } = useTranslation("products");
  const product = useQuery(productQuery(id));
  const posture = useQuery(componentQuery(id));
  if (product.data && posture.data) return <Opened product={product.data} posture={posture.data} />;
  const failed = product.isError ? product : posture;
  return (
    <Page wide title={product.data ? productTitle(product.data) : t("product")} actions={<Back />}>
      {failed.isError ? (
        <ErrorPanel error={failed.error} onRetry={() => void failed.refetch()} />
      ) : (
        <LoadingRows rows={10} />
      )}
    </Page>
  );
}

function Back() {
  const { t } = useTranslation("products");
  const { go } = useAddress();
  return (
    <Button variant="subtle" leftSection={<ArrowLeft size={16} aria-hidden />} onClick={() => go({})}>
      {t("back.products")}
    </Button>
  );
}

function Opened({ product, posture }: { product: Product; posture: ComponentPosture }) {
  const { t } = useTranslation(["products", "common"]);
  const { get, change, go } = useAddress();
  const mayEdit = useCan()("library.edit");
  const [first] = useState(() => firstScope(posture));
  const [deleting, setDeleting] = useState(false);
  const view = views.find((v) => v === get("view")) ?? "answers";
  const filter: AnswerFilter = {
    scope: scopes.find((s) => s === get("scope")) ?? first,
    left: (["open", "missing", "confirm"] as const).find((l) => l === get("left")) ?? "",
    search: get("search"),
  };
  const open = (requirement: string) =>
    change({ view: undefined, scope: "all", left: undefined, search: undefined, requirement });
  const waiting = [...posture.constraints, ...posture.answers].filter(toConfirm).length;
  const edit = get("edit");
  return (
    <Page
      wide
      title={productTitle(product)}
      lead={
        <Group gap="xs" mt={4}>
          <Key>{product.key}</Key>
          {product.name !== productTitle(product) && <span>{product.name}</span>}
          {product.types.map((type) => (
            <Badge key={type} color="gray">
              {libWord("componentType", type)}
            </Badge>
          ))}
        </Group>
      }
      actions={
        <>
          <Back />
          <Downloads product={product} />
          {mayEdit && (
            <>
              <Button
                variant="default"
                leftSection={<Pencil size={15} aria-hidden />}
                onClick={() => change({ edit: product.id })}
              >
                {t("common:edit")}
              </Button>
              <Menu position="bottom-end">
                <Menu.Target>
                  <Button variant="default" px="xs" aria-label={t("list.actions", { key: product.key })}>
                    <Ellipsis size={16} aria-hidden />
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => change({ edit: "next" })}>{t("list.next")}</Menu.Item>
                  <Menu.Item color="red" onClick={() => setDeleting(true)}>
                    {t("list.delete")}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </>
          )}
        </>
      }
    >
      <Summary
        posture={posture}
        waiting={waiting}
        mayEdit={mayEdit}
        onView={(v, part) => change({ view: v === "answers" ? undefined : v, requirement: undefined, ...part })}
      />
      <Tabs
        value={view}
        keepMounted={false}
        onChange={(v) => change({ view: v && v !== "answers" ? v : undefined, search: undefined })}
      >
        <Tabs.List mb="md" className="no-print" aria-label={t("product")}>
          {views.map((v) => (
            <Tabs.Tab key={v} value={v}>
              {t(`view.${v}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="answers">
          <Stack gap="sm">
            <Answering
              posture={posture}
              mayEdit={mayEdit}
              filter={filter}
              onFilter={(f) => change({ scope: f.scope, left: f.left || undefined, search: f.search || undefined })}
              at={get("requirement") || undefined}
              onAt={(requirement) => change({ requirement })}
            />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="levels">
          <Posture posture={posture} onRequirement={open} />
        </Tabs.Panel>
        <Tabs.Panel value="gaps">
          <Gaps posture={posture} level={get("level")} onLevel={(level) => change({ level })} onRequirement={open} />
        </Tabs.Panel>
        <Tabs.Panel value="facts">
          <Facts product={product} mayEdit={mayEdit} />
        </Tabs.Panel>
        <Tabs.Panel value="installed">
          <Installed product={product} />
        </Tabs.Panel>
      </Tabs>
      {waiting > 0 && view !== "answers" && (
        <Text size="sm" c="dimmed">
          {t("waiting", { count: waiting })}
        </Text>
      )}
      {edit && (
        <ProductForm
          key={edit + product.version}
          product={edit === "next" ? nextOf(product) : product}
          from={edit === "next" ? product : undefined}
          onStored={(p) => (edit === "next" ? go({ product: p.id }) : change({ edit: undefined }))}
          onClose={() => change({ edit: undefined })}
        />
      )}
      {deleting && (
        <DeleteLibraryRecord
          kind={productKind}
          record={product}
          onDone={() => go({})}
          onClose={() => setDeleting(false)}
        />
      )}
    </Page>
  );
}
