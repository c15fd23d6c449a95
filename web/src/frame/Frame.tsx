import { AppShell, Group, Text } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { reading, url } from "../api/api";
import type { SiteRecord } from "../api/types";
import { Key } from "../parts/Key";
import { formatDay } from "../parts/TimeAgo";
import { AccountMenu } from "./AccountMenu";
import type { Scope } from "./finds";
import { Burger, SearchButton } from "./HeaderButtons";
import { Mark } from "./Mark";
import { Navigation } from "./Navigation";
import { SchemeMenu } from "./SchemeMenu";
import { useSiteId } from "./site";
import "./frame.css";

const Palette = lazy(() => import("./Palette"));

/** What stands around every screen: navigation, search, account. */
export function Frame() {
  const { t } = useTranslation();
  const [nav, navigation] = useDisclosure();
  const [search, setSearch] = useState<Scope | null>(null);
  useHotkeys([["mod+K", () => setSearch((s) => (s ? null : "all"))]], []);
  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: 232, breakpoint: "sm", collapsed: { mobile: !nav } }}
      padding={{ base: "sm", sm: "lg" }}
    >
      <a className="skip-link" href="#content">
        {t("skip")}
      </a>
      <AppShell.Header className="bar">
        <Group h="100%" px="sm" justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger open={nav} onToggle={navigation.toggle} />
            <Group gap="xs" visibleFrom="sm" className="brand" wrap="nowrap">
              <Mark />
              <Text fw={650}>{t("product")}</Text>
            </Group>
            <SiteName />
          </Group>
          <Group gap={4} wrap="nowrap">
            <SearchButton onOpen={() => setSearch("all")} />
            <SchemeMenu />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className="bar" aria-label={t("nav.main")}>
        <Navigation onGo={navigation.close} onSwitch={() => setSearch("sites")} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Group justify="space-between" mb="sm" className="print-only">
          <SiteName />
          <Text size="sm">{formatDay(new Date().toISOString())}</Text>
        </Group>
        <Outlet />
      </AppShell.Main>
      {search && (
        <Suspense>
          <Palette scope={search} onClose={() => setSearch(null)} />
        </Suspense>
      )}
    </AppShell>
  );
}

function SiteName() {
  const id = useSiteId();
  const site = useQuery({ ...reading<SiteRecord>(url`/sites/${id}`), enabled: id !== "" });
  if (!id || !site.data) return null;
  return (
    <Text size="sm" truncate className="site-name">
      <Key>{site.data.key}</Key> {site.data.name}
    </Text>
  );
}
