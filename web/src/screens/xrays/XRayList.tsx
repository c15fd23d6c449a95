import { Checkbox, Text, Title, UnstyledButton } from "@mantine/core";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../../parts/Key";
import { placeOf } from "../../parts/library/places";
import { LinkAnchor } from "../../parts/plant/link";
import { usePrinting } from "../../parts/printing";
import { kindName } from "../../parts/words";
import findings from "../findings/findings.module.css";
import { Due, SeverityMark, StateMark } from "../findings/Marks";
import { aboutOf, grouped, mendPlace, type XRay, type XRayPage } from "./xrays";
import classes from "./xrays.module.css";

interface Props {
  site: string;
  xrays: XRay[];
  counts: XRayPage["counts"] | undefined;
  mayDecide: boolean;
  sort: string;
  selected: ReadonlySet<string>;
  active: number;
  onActive: (index: number) => void;
  onToggle: (index: number, range: boolean) => void;
  onSelectAll: () => void;
  onOpen: (xray: XRay) => void;
}

/** The X-rays under the headings of their areas. */
export function XRayList(p: Props) {
  const { t } = useTranslation("xrays");
  const list = useRef<HTMLDivElement>(null);
  const { xrays, active } = p;
  useEffect(() => {
    if (active >= 0) list.current?.querySelector("[data-active]")?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const onKey = (e: KeyboardEvent) => {
    if (e.target !== e.currentTarget || e.altKey) return;
    const go = (to: number) => {
      const at = Math.max(0, Math.min(xrays.length - 1, to));
      p.onActive(at);
      if (e.shiftKey && p.mayDecide) p.onToggle(at, true);
    };
    const open = xrays[active];
    if ((e.ctrlKey || e.metaKey) && e.key === "a" && p.mayDecide) p.onSelectAll();
    else if (e.ctrlKey || e.metaKey) return;
    else if (e.key === "ArrowDown") go(active + 1);
    else if (e.key === "ArrowUp") go(active - 1);
    else if (e.key === "Home") go(0);
    else if (e.key === "End") go(xrays.length - 1);
    else if (e.key === " " && active >= 0 && p.mayDecide) p.onToggle(active, false);
    else if (e.key === "Enter" && open) p.onOpen(open);
    else return;
    e.preventDefault();
  };
  return (
    <div ref={list} className={findings.list} tabIndex={0} role="region" aria-label={t("title")} onKeyDown={onKey}>
      {grouped(xrays, p.sort).map(({ area, xrays: of }) => (
        <section key={area ?? "all"} className={classes.area} aria-label={area ? t(`area.${area}.name`) : t("title")}>
          {area && (
            <>
              <Title order={2} size="h4">
                {t(`area.${area}.name`)}{" "}
                <Text span size="sm" c="dimmed" fw={400}>
                  {t("areaOpen", { count: p.counts?.area[area] ?? 0 })}
                </Text>
              </Title>
              <Text size="sm" c="dimmed" mb={6}>
                {t(`area.${area}.about`)}
              </Text>
            </>
          )}
          <ul className={classes.xrays}>
            {of.map((x) => (
              <Card key={x.id} {...p} xray={x} index={xrays.indexOf(x)} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Card({ site, xray: x, index, ...p }: Props & { xray: XRay; index: number }) {
  const { t } = useTranslation(["xrays", "findings"]);
  const printing = usePrinting();
  const mend = mendPlace(site, x);
  return (
    <li
      className={classes.xray}
      aria-current={index === p.active || undefined}
      data-active={index === p.active || undefined}
      data-selected={p.selected.has(x.id) || undefined}
      onClick={() => p.onActive(index)}
      onDoubleClick={() => p.onOpen(x)}
    >
      {p.mayDecide && !printing ? (
        <Checkbox
          aria-label={t("select", { key: x.key })}
          checked={p.selected.has(x.id)}
          onClick={(e) => e.shiftKey && p.onToggle(index, true)}
          onChange={(e) => !(e.nativeEvent as MouseEvent).shiftKey && p.onToggle(index, false)}
        />
      ) : (
        <span />
      )}
      <div>
        <div className={findings.line}>
          <SeverityMark severity={x.severity} />
          {x.state !== "open" && <StateMark state={x.state} />}
          <Records site={site} xray={x} />
          <span className={classes.seen}>
            {x.decision?.owner && <Text size="sm">{x.decision.owner}</Text>}
            <Due finding={x} />
          </span>
        </div>
        <UnstyledButton className={findings.open} tabIndex={-1} onClick={() => p.onOpen(x)} mt={4}>
          <span className={classes.says}>{x.text}</span>
        </UnstyledButton>
        <Text size="sm" c="dimmed">
          {x.matters}
        </Text>
        <Text size="sm" mt={2}>
          {t("findings:mend", { mend: x.mend })}{" "}
          {mend && (
            <LinkAnchor
              {...mend}
              size="sm"
              underline="always"
              className="no-print"
              onClick={(e) => e.stopPropagation()}
            >
              {t("go", { key: x.records[0]?.key })}
            </LinkAnchor>
          )}
        </Text>
        {x.why && x.state !== "resolved" && (
          <Text size="sm" c="dimmed">
            {x.why}
          </Text>
        )}
      </div>
    </li>
  );
}

const shown = 3;

/** What an X-ray is about, each as a way there. */
export function Records({ site, xray: x, all }: { site: string; xray: XRay; all?: boolean }) {
  const { t } = useTranslation("common");
  const about = aboutOf(x).filter((_, i) => i === 0 || !(x.records[0]?.kind === "answer" && i === 1));
  const some = all ? about : about.slice(0, shown);
  return (
    <>
      {some.map((r, i) => {
        const link = i === 0 ? mendPlace(site, x) : placeOf(site, r);
        const name = (
          <>
            <Text span size="xs" c="dimmed">
              {kindName(r.kind)}
            </Text>{" "}
            <Key>{r.key}</Key>
          </>
        );
        return link ? (
          <LinkAnchor key={r.kind + r.id} {...link} size="sm" onClick={(e) => e.stopPropagation()}>
            {name}
          </LinkAnchor>
        ) : (
          <span key={r.kind + r.id}>{name}</span>
        );
      })}
      {about.length > some.length && (
        <Text size="xs" c="dimmed">
          {t("andMore", { count: about.length - some.length })}
        </Text>
      )}
    </>
  );
}
