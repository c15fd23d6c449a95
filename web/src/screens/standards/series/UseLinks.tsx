import { Button, Group, Menu } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useSites } from "../../../parts/sites";
import { Key } from "../../../parts/Key";
import type { Standard } from "../../../parts/library/types";
import { useAddress } from "../useAddress";
import { usesOf, type SiteScreen } from "./series";

/** Leads to what the program does for a part: its requirements, and the screens that they are answered on. */
export function UseLinks({ part }: { part: Standard }) {
  const { t } = useTranslation(["standards", "common"]);
  const { go } = useAddress();
  const navigate = useNavigate();
  const uses = usesOf(part.id);
  const sets = part.sets ?? [];
  if (uses.length === 0 && sets.length === 0) return null;
  return (
    <Group gap={6} className="no-print">
      {sets.map((set) => (
        <Button key={set} size="compact-xs" variant="light" onClick={() => go({ tab: "sets", set })}>
          {sets.length === 1 ? t("series.requirements") : t("series.requirementsOf", { edition: editionOf(set) })}
        </Button>
      ))}
      {uses.map((use) => {
        if (use.at === "site") return <AtSite key={use.to} screen={use.to} part={part} />;
        const label = use.at === "page" ? t(`common:nav.${use.to}` as never) : t(`tab.${use.at}`);
        const open = () => (use.at === "page" ? void navigate({ href: `/${use.to}` }) : go({ tab: use.at }));
        return (
          <Button key={use.at} size="compact-xs" variant="default" onClick={open}>
            {label}
          </Button>
        );
      })}
    </Group>
  );
}

const editionOf = (set: string) => set.split(":")[1] ?? set;

/** A screen of a site: of the only one, or of one that is chosen. */
function AtSite({ screen, part }: { screen: SiteScreen; part: Standard }) {
  const { t } = useTranslation(["standards", "common"]);
  const navigate = useNavigate();
  const sites = useSites();
  const label = t(`common:nav.${screen}` as never);
  const first = sites[0];
  const go = (site: string) => void navigate({ href: `/sites/${encodeURIComponent(site)}/${screen}` });
  if (!first) return null;
  if (sites.length === 1) {
    return (
      <Button size="compact-xs" variant="default" onClick={() => go(first.id)}>
        {label}
      </Button>
    );
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          size="compact-xs"
          variant="default"
          rightSection={<ChevronDown size={12} aria-hidden />}
          aria-label={t("series.openAt", { screen: label, part: part.id })}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: "auto" }}>
        {sites.slice(0, 100).map((s) => (
          <Menu.Item key={s.id} onClick={() => go(s.id)}>
            <Key>{s.key}</Key> {s.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
