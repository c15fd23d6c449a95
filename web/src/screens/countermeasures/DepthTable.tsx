import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { CircleCheck, Plus, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Key } from "../../parts/Key";
import type { DepthCell, DepthMap, ZoneDepth } from "../../parts/risk/views";
import { riskWord } from "../../parts/risk/words";
import classes from "./countermeasures.module.css";
import { signs } from "./depth";

interface Props {
  map: DepthMap;
  zones: ZoneDepth[];
  mayEdit: boolean;
  onCell: (zone: ZoneDepth, cell: DepthCell) => void;
}

/** Zones down, layers from the outside in across; on narrow screens each zone is a card. */
export function DepthTable({ map, zones, mayEdit, onCell }: Props) {
  const { t } = useTranslation("targets");
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t("depth.table")}>
      <table className={classes.depth} role="table" aria-label={t("depth.table")}>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              {t("depth.zone")}
            </th>
            <th scope="col" role="columnheader">
              {t("depth.verdict")}
            </th>
            {map.layers.map((layer) => (
              <th key={layer} scope="col" role="columnheader">
                {riskWord("layer", layer)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {zones.map((z) => (
            <tr key={z.zone} role="row" data-fails={z.fails || undefined}>
              <th scope="row" role="rowheader">
                <Key>{z.key}</Key> {z.name}
              </th>
              <td role="cell" className={classes.verdict}>
                <strong data-fails={z.fails || undefined}>
                  {z.fails ? <TriangleAlert size={14} aria-hidden /> : <CircleCheck size={14} aria-hidden />}{" "}
                  {t(z.fails ? "depth.failing" : "depth.passing", { verdict: z.verdict })}
                </strong>
                <span>{t("depth.score", { score: z.score, of: map.layers.length })}</span>
                <span>{z.why}</span>
              </td>
              {z.cells.map((cell) => (
                <td key={cell.layer} role="cell" data-title={riskWord("layer", cell.layer)}>
                  <Cell zone={z} cell={cell} mayEdit={mayEdit} onClick={() => onCell(z, cell)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({
  zone,
  cell,
  mayEdit,
  onClick,
}: {
  zone: ZoneDepth;
  cell: DepthCell;
  mayEdit: boolean;
  onClick: () => void;
}) {
  const { t } = useTranslation("targets");
  const empty = zone.empty.includes(cell.layer);
  const at = { layer: riskWord("layer", cell.layer), zone: zone.key };
  return (
    <UnstyledButton
      className={classes.cell}
      data-counts={cell.counts || undefined}
      data-empty={empty || undefined}
      title={cell.why}
      onClick={onClick}
    >
      <VisuallyHidden>{t("depth.cell", at)}</VisuallyHidden>
      {empty && (
        <span className={classes.emptyWord}>
          {mayEdit && <Plus size={12} aria-hidden />} {t("depth.emptyCell")}
        </span>
      )}
      {cell.measures.map((m) => (
        <span key={m.id} className={classes.chip} data-state={m.state}>
          <span aria-hidden>{signs[m.state]}</span>
          <VisuallyHidden>{t(`depth.state.${m.state}`)}</VisuallyHidden> {m.key}
        </span>
      ))}
    </UnstyledButton>
  );
}
