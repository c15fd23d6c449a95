import { AppShell, Button, Divider, NavLink, Text } from "@mantine/core";
import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { ChevronsUpDown, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useCan, useMe } from "../api/me";
import { useSites } from "../parts/sites";
import { useShortcut } from "../parts/Shortcuts";
import { groups, orgPlaces, sitePlaces, type Group, type PlaceName } from "./places";
import { useSiteId } from "./site";

interface Props {
  onGo: () => void;
  onSwitch: () => void;
}

export function Navigation({ onGo, onSwitch }: Props) {
  const me = useMe();
  const can = useCan();
  const site = useSiteId();
  return (
    <>
      <AppShell.Section p="sm" pb="xs">
        <SiteSwitch onSwitch={onSwitch} />
      </AppShell.Section>
      <AppShell.Section grow px="xs" className="nav-scroll">
        {site !== "" &&
          groups.map((group) => (
            <PlaceGroup
              key={group}
              group={group}
              places={sitePlaces.filter((p) => p.group === group && (!("needs" in p) || can(p.needs, site)))}
              site={site}
              onGo={onGo}
            />
          ))}
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

interface GroupProps {
  group: Group;
  places: EntryProps["place"][];
  site: string;
  onGo: () => void;
}

function PlaceGroup({ group, places, site, onGo }: GroupProps) {
  const { t } = useTranslation();
  if (places.length === 0) return null;
  return (
    <>
      <Text size="xs" c="dimmed" px="xs" mt="xs">
        {t(`nav.group.${group}`)}
      </Text>
      {places.map((p) => (
        <Entry key={p.name} place={p} site={site} onGo={onGo} />
      ))}
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

/** Names the open site and leads to another. */
function SiteSwitch({ onSwitch }: { onSwitch: () => void }) {
  const { t } = useTranslation();
  const id = useSiteId();
  const site = useSites().find((s) => s.id === id);
  return (
    <Button
      variant="default"
      fullWidth
      justify="space-between"
      fw={400}
      px="sm"
      rightSection={<ChevronsUpDown size={14} aria-hidden />}
      aria-haspopup="dialog"
      onClick={onSwitch}
    >
      {site ? `${site.key} ${site.name}` : t("nav.chooseSite")}
    </Button>
  );
}
