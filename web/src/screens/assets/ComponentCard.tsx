import { Alert, Badge, Button, Group, List, Modal, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Boxes, CircleAlert, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../api/me";
import type { Asset } from "../../api/types";
import { load } from "../../i18n";
import { ErrorPanel } from "../../parts/ErrorPanel";
import { Key } from "../../parts/Key";
import type { AnswerFilter } from "../../parts/library/component/answering";
import { installedQuery, type InstalledComponent } from "../../parts/library/supply";
import { LoadingRows } from "../../parts/Loading";
import { AnswerMark } from "../../parts/plant/AnswerMark";
import { LinkAnchor, LinkButton } from "../../parts/plant/link";
import { stateName } from "../../parts/plant/words";
import { VectorBar } from "../../parts/VectorBar";
import classes from "./assets.module.css";

const Answering = lazy(() =>
  Promise.all([import("../../parts/library/component/Answering"), load("library")]).then(([module]) => ({
    default: module.Answering,
  })),
);

interface Props {
  site: string;
  asset: Asset;
}

/** Which product an asset is and how that is known, what it is capable of here, and what it answers for itself. */
export function ComponentCard({ site, asset }: Props) {
  const { t } = useTranslation(["plant", "common"]);
  const can = useCan();
  const component = useQuery({ ...installedQuery(site, asset.id), enabled: can("verdict.read", site) });
  const [answering, setAnswering] = useState(false);
  if (!can("verdict.read", site)) return null;
  const c = component.data;
  return (
    <section className={classes.component} aria-label={t("component.title")}>
      <Group justify="space-between" gap="xs">
        <Title order={3}>
          <Boxes size={16} aria-hidden /> {t("component.title")}
        </Title>
        {c && (
          <Button size="compact-sm" variant="default" onClick={() => setAnswering(true)}>
            {can("verdict.edit", site) ? t("component.answer") : t("component.see")}
          </Button>
        )}
      </Group>
      {component.isError && <ErrorPanel error={component.error} onRetry={() => void component.refetch()} />}
      {component.isPending && <LoadingRows rows={3} />}
      {c && (
        <Stack gap="xs" mt="xs">
          <Product of={c} asset={asset} mayAdd={can("library.edit")} />
          <VectorBar
            achieved={c.capable}
            target={c.target}
            caption={t("component.vector", { key: asset.key })}
            names={{ target: t("component.aim"), achieved: t("component.capable") }}
          />
          {c.note && <Text size="sm">{c.note}</Text>}
          {c.conditional && (
            <Alert color="orange" p="xs" icon={<CircleAlert size={16} />}>
              {c.conditional}
            </Alert>
          )}
          <Own of={c} />
        </Stack>
      )}
      {answering && c && (
        <Answers site={site} component={c} mayEdit={can("verdict.edit", site)} onClose={() => setAnswering(false)} />
      )}
    </section>
  );
}

/** The product that an asset is; without one, the way to make it. */
function Product({ of: c, asset, mayAdd }: { of: InstalledComponent; asset: Asset; mayAdd: boolean }) {
  const { t } = useTranslation("plant");
  const { match } = c;
  if (match.product) {
    return (
      <div>
        <LinkAnchor to="/products" search={{ product: match.product }} size="sm" fw={600}>
          <Key>{match.key}</Key> {t("component.product")}
        </LinkAnchor>
        <Text size="sm">{match.why}</Text>
      </div>
    );
  }
  const known = {
    edit: "new",
    makes: asset.vendor,
    model: asset.model,
    release: asset.firmware,
    order: asset.orderNumber ? [asset.orderNumber] : undefined,
    is: asset.type,
  };
  return (
    <Stack gap={6} align="flex-start">
      <Badge color="orange">{t("component.none")}</Badge>
      <Text size="sm">{match.why}</Text>
      {mayAdd && (
        <Group gap="xs">
          {match.near && (
            <LinkButton
              size="compact-sm"
              to="/products"
              search={{ edit: "new", from: match.near, release: asset.firmware }}
              leftSection={<Plus size={14} aria-hidden />}
            >
              {t("component.nextOf", { key: match.nearKey })}
            </LinkButton>
          )}
          <LinkButton
            size="compact-sm"
            variant={match.near ? "default" : "filled"}
            to="/products"
            search={known}
            leftSection={<Plus size={14} aria-hidden />}
          >
            {t("component.make")}
          </LinkButton>
        </Group>
      )}
    </Stack>
  );
}

/** What the asset answers for itself, before the claims of its product. */
function Own({ of: c }: { of: InstalledComponent }) {
  const { t } = useTranslation("plant");
  const own = [...c.constraints, ...c.answers].filter((a) => a.own);
  if (own.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t("component.noOwn")}
      </Text>
    );
  return (
    <div>
      <Text size="sm" fw={600}>
        {t("component.own", { count: own.length })}
      </Text>
      <List size="sm" listStyleType="none" spacing={4}>
        {own.map((a) => (
          <List.Item key={a.requirement.id}>
            <AnswerMark state={a.effective.state} named /> <Key>{a.requirement.id}</Key> {a.requirement.title}
            {a.claim && (
              <Text span size="xs" c="dimmed">
                {" "}
                {t("component.claimed", { state: stateName(a.claim.state) })}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </div>
  );
}

interface AnswersProps {
  site: string;
  component: InstalledComponent;
  mayEdit: boolean;
  onClose: () => void;
}

/** The requirements of the component, to be answered for this one asset. */
function Answers({ site, component, mayEdit, onClose }: AnswersProps) {
  const { t } = useTranslation(["plant", "common"]);
  const [filter, setFilter] = useState<AnswerFilter>({ scope: "1", left: "", search: "" });
  const [at, setAt] = useState<string>();
  return (
    <Modal
      opened
      onClose={onClose}
      size="min(1180px, 96vw)"
      title={t("component.answersOf", { key: component.key })}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t("component.answersText")}
        </Text>
        <Suspense fallback={<LoadingRows rows={10} />}>
          <Answering
            posture={component}
            site={site}
            mayEdit={mayEdit}
            filter={filter}
            onFilter={setFilter}
            at={at}
            onAt={setAt}
          />
        </Suspense>
      </Stack>
    </Modal>
  );
}
