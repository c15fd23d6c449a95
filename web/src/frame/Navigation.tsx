import { AppShell, Divider, NavLink, ScrollArea, Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { reading } from "../api/api";
import { useCan, useMe } from "../api/me";
import type { Page, SiteRecord } from "../api/types";
import { useShortcut } from "../parts/Shortcuts";
import { orgPlaces, sitePlaces, type PlaceName } from "./places";
import { useSiteId } from "./site";

export function Navigation({ onGo }: { onGo: () => void }) {
  const me = useMe();
  const can = useCan();
  const site = useSiteId();
  return (
    <>
      <AppShell.Section p="sm" pb="xs">
        <SiteSwitch onGo={onGo} />
      </AppShell.Section>
      <AppShell.Section grow component={ScrollArea} px="xs">
        {site !== "" &&
          sitePlaces
            .filter((p) => !("needs" in p) || can(p.needs, site))
            .map((p) => <Entry key={p.name} place={p} site={site} onGo={onGo} />)}
        {site !== "" && <Divider my="xs" />}
        <Text size="xs" c="dimmed" px="xs" truncate>
          {me.organisation.name}
        </Text>
        {orgPlaces
          .filter((p) => !("needs" in p) || can(p.needs))
          .map((p) => (
            <Entry key={p.name} place={p} site="" onGo={onGo} />
          ))}
      </AppShell.Section>
    </>
  );
}

interface EntryProps {
  place: { name: PlaceName; to: string; icon: LucideIcon; key: string };
  site: string;
  onGo: () => void;
}

function Entry({ place, site, onGo }: EntryProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const path = useRouterState({ select: (s) => s.location.pathname });
  const target = place.to.replace("$site", encodeURIComponent(site));
  const label = t(`nav.${place.name}`);
  useShortcut(`g ${place.key}`, t("nav.goTo", { screen: label }), () => void navigate({ href: target }));
  const active = isActive(place.name, target, path);
  return (
    <NavLink
      className="nav-link"
      component={Link}
      to={target}
      label={label}
      leftSection={<place.icon size={17} aria-hidden />}
      active={active}
      activeOptions={{ exact: true, includeSearch: false }}
      aria-current={active ? "page" : undefined}
      onClick={onGo}
    />
  );
}

function isActive(name: PlaceName, target: string, path: string): boolean {
  const here = path.replace(/\/$/, "") || "/";
  if (name === "sites" || name === "overview") return here === target;
  // The requirements of a zone are reached from, and belong to, its levels.
  if (name === "levels" && here.includes("/requirements/")) return true;
  return here === target || here.startsWith(target + "/");
}

function SiteSwitch({ onGo }: { onGo: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const site = useSiteId();
  const sites = useQuery(reading<Page<SiteRecord>>("/sites", { limit: 200 }));
  return (
    <Select
      aria-label={t("nav.site")}
      placeholder={t("nav.chooseSite")}
      searchable
      data={(sites.data?.items ?? []).map((s) => ({ value: s.id, label: `${s.key} ${s.name}` }))}
      value={site || null}
      allowDeselect={false}
      nothingFoundMessage={t("palette.nothing")}
      onChange={(id) => {
        if (!id) return;
        onGo();
        void navigate({ to: "/sites/$site", params: { site: id } });
      }}
    />
  );
}
