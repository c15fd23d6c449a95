import { ActionIcon, Badge, Checkbox, Menu, Skeleton, Text } from "@mantine/core";
import { Ellipsis } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DataTable, type Column } from "../../../parts/DataTable";
import { Key } from "../../../parts/Key";
import { LevelBadge } from "../../../parts/LevelBadge";
import { EndMark } from "../../../parts/library/EndMark";
import type { Certificate, Product, ProductLevel } from "../../../parts/library/supply";
import { libWord } from "../../../parts/library/words";
import { LinkAnchor } from "../../../parts/plant/link";
import { today } from "../../../parts/risk/today";
import { VectorLine } from "../../../parts/VectorBar";
import { certificateState } from "../certificates/state";
import classes from "../products.module.css";
import { useAddress } from "../useAddress";
import { below, rank } from "./filter";

interface Props {
  rows: Product[];
  levels: Map<string, ProductLevel>;
  /** The levels are still on their way. */
  waiting: boolean;
  certificates: Certificate[];
  mayEdit: boolean;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  sort: string;
  onSort: (sort: string) => void;
  onEdit: (id: string) => void;
  onNext: (id: string) => void;
  onDelete: (p: Product) => void;
}

export function ProductTable(p: Props) {
  const { t } = useTranslation(["products", "common"]);
  const { go } = useAddress();
  const day = today();
  const held = (x: Product) => p.certificates.filter((c) => c.product === x.id);
  const columns: Column<Product>[] = [
    {
      id: "vendor",
      title: t("list.product"),
      sort: (x) => `${x.vendor} ${x.model} ${x.release ?? ""}`,
      cell: (x) => (
        <div className={classes.named}>
          <LinkAnchor to="/products" search={{ product: x.id }} size="sm" fw={600}>
            {x.vendor} {x.model}
          </LinkAnchor>
          <Text size="xs" c="dimmed">
            <Key>{x.key}</Key> {x.name}
          </Text>
        </div>
      ),
    },
    {
      id: "release",
      title: t("list.release"),
      sort: (x) => x.release ?? "",
      cell: (x) => (x.release ? x.release : <Dim>{t("list.everyRelease")}</Dim>),
    },
    {
      id: "types",
      title: t("list.types"),
      sort: (x) => x.types.join(),
      cell: (x) => <Text size="xs">{x.types.map((type) => libWord("componentType", type)).join(", ")}</Text>,
    },
    {
      id: "level",
      title: t("list.capable"),
      sort: (x) => rank(p.levels.get(x.id)),
      cell: (x) => <Capable level={p.levels.get(x.id)} waiting={p.waiting} />,
    },
    {
      id: "aim",
      title: t("list.aim"),
      sort: (x) => x.aim ?? 0,
      cell: (x) => {
        const level = p.levels.get(x.id);
        if (!x.aim) return <Dim>{t("list.noAim")}</Dim>;
        return (
          <div>
            <LevelBadge level={x.aim} long />
            {level && <Dim>{below(level) ? t("list.below") : t("list.reached")}</Dim>}
          </div>
        );
      },
    },
    {
      id: "support",
      title: t("list.supportEnds"),
      sort: (x) => x.supportEnds ?? "9999",
      cell: (x) => (
        <div>
          {x.supportEnds ? <EndMark day={x.supportEnds} /> : <Dim>{t("list.support.none")}</Dim>}
          {x.securityEnds && x.securityEnds !== x.supportEnds && (
            <Text size="xs" component="div">
              {t("list.securityEnds")} <EndMark day={x.securityEnds} />
            </Text>
          )}
        </div>
      ),
    },
    {
      id: "certificates",
      title: t("list.certificates"),
      sort: (x) => held(x).length,
      wide: true,
      cell: (x) => (
        <div className={classes.marks}>
          {held(x).map((c) => (
            <Badge
              key={c.id}
              size="sm"
              variant="light"
              color={certificateState(c, day) === "valid" ? undefined : "orange"}
            >
              {libWord("scheme", c.scheme)}
              {certificateState(c, day) !== "valid" && ` (${t(`certificate.state.${certificateState(c, day)}`)})`}
            </Badge>
          ))}
        </div>
      ),
    },
    {
      id: "actions",
      title: t("common:actions"),
      untitled: true,
      right: true,
      cell: (x) => (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t("list.actions", { key: x.key })}>
              <Ellipsis size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => go({ product: x.id })}>{t("list.open")}</Menu.Item>
            {p.mayEdit && <Menu.Item onClick={() => p.onEdit(x.id)}>{t("list.change")}</Menu.Item>}
            {p.mayEdit && <Menu.Item onClick={() => p.onNext(x.id)}>{t("list.next")}</Menu.Item>}
            {p.mayEdit && (
              <Menu.Item color="red" onClick={() => p.onDelete(x)}>
                {t("list.delete")}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      ),
    },
  ];
  if (p.mayEdit) {
    columns.unshift({
      id: "select",
      title: t("bulk.select"),
      untitled: true,
      cell: (x) => (
        <Checkbox
          aria-label={t("bulk.selectOne", { key: x.key })}
          checked={p.selected.has(x.id)}
          onChange={(e) => {
            const next = new Set(p.selected);
            if (e.currentTarget.checked) next.add(x.id);
            else next.delete(x.id);
            p.onSelect(next);
          }}
        />
      ),
    });
  }
  const all = p.rows.every((x) => p.selected.has(x.id));
  return (
    <>
      {p.mayEdit && (
        <Checkbox
          className="no-print"
          label={t("bulk.selectAll", { count: p.rows.length })}
          checked={all}
          indeterminate={!all && p.rows.some((x) => p.selected.has(x.id))}
          onChange={(e) => p.onSelect(new Set(e.currentTarget.checked ? p.rows.map((x) => x.id) : []))}
        />
      )}
      <DataTable
        cards
        caption={t("list.table")}
        columns={columns}
        rows={p.rows}
        rowKey={(x) => x.id}
        sort={p.sort}
        onSort={p.onSort}
      />
    </>
  );
}

/** SL-C of the seven foundational requirements in one line, with what weighs on it in words. */
function Capable({ level, waiting }: { level: ProductLevel | undefined; waiting: boolean }) {
  const { t } = useTranslation("products");
  if (!level) return waiting ? <Skeleton h={18} w={170} /> : null;
  return (
    <div>
      <VectorLine achieved={level.capable} target={level.target} />
      {level.note ? (
        <Dim>{t("list.nothingClaimed")}</Dim>
      ) : level.counts.unanswered > 0 ? (
        <Dim>{t("list.unanswered", { count: level.counts.unanswered })}</Dim>
      ) : (
        level.conditional && <Dim>{t("list.conditional")}</Dim>
      )}
    </div>
  );
}

function Dim({ children }: { children: string }) {
  return (
    <Text size="xs" c="dimmed">
      {children}
    </Text>
  );
}
