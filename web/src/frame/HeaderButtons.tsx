import { ActionIcon, Burger as MantineBurger, Button, Kbd } from "@mantine/core";
import { Search } from "lucide-react";
import { useTranslation } from "react-i18next";

export function Burger({ open, onToggle }: { open: boolean; onToggle: () => void }) {
  const { t } = useTranslation();
  return (
    <MantineBurger
      opened={open}
      onClick={onToggle}
      hiddenFrom="sm"
      size="sm"
      aria-expanded={open}
      aria-label={open ? t("nav.closeNav") : t("nav.open")}
    />
  );
}

export function SearchButton({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Button
        visibleFrom="sm"
        variant="default"
        size="xs"
        fw={400}
        leftSection={<Search size={14} />}
        rightSection={<Kbd size="xs">{t("keys.ctrlK")}</Kbd>}
        onClick={onOpen}
      >
        {t("nav.search")}
      </Button>
      <ActionIcon hiddenFrom="sm" aria-label={t("nav.search")} onClick={onOpen}>
        <Search size={18} />
      </ActionIcon>
    </>
  );
}
