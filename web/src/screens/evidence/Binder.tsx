import { Button, Text, Title } from "@mantine/core";
import { CircleCheck, CircleDashed, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { sectionName, sections, type EvidencePage } from "../../parts/library/evidence";
import { binderOf } from "./evidence";
import classes from "./evidence.module.css";

interface Props {
  page: EvidencePage | undefined;
  mayAdd: boolean;
  onShow: (section: string) => void;
  onAdd: (section: string) => void;
}

/** What an auditor will ask for, section by section, with how much is there. */
export function Binder({ page, mayAdd, onShow, onAdd }: Props) {
  const { t } = useTranslation("evidence");
  return (
    <section aria-label={t("binder.title")}>
      <Title order={2} size="h4">
        {t("binder.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t("binder.text")}
      </Text>
      <ol className={classes.binder}>
        {binderOf(page).map(({ section, count }) => (
          <li key={section} data-empty={count === 0 || undefined}>
            {count > 0 ? (
              <CircleCheck size={16} aria-hidden className={classes.held} />
            ) : (
              <CircleDashed size={16} aria-hidden />
            )}
            <div>
              {count > 0 ? (
                <button type="button" className={classes.section} onClick={() => onShow(section)}>
                  {sectionName(section)}
                </button>
              ) : (
                <Text span size="sm" fw={600}>
                  {sectionName(section)}
                </Text>
              )}{" "}
              <Text span size="sm">
                {count > 0 ? t("binder.holds", { count }) : t("binder.nothing")}
              </Text>
              <Text size="xs" c="dimmed">
                {asks(section) && t(`binder.asks.${asks(section) as "scope"}`)}
              </Text>
            </div>
            {mayAdd && (
              <Button
                size="compact-xs"
                variant={count === 0 ? "light" : "subtle"}
                leftSection={<Plus size={12} aria-hidden />}
                aria-label={t("binder.addTo", { section: sectionName(section) })}
                onClick={() => onAdd(section)}
              >
                {t("binder.add")}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The first word of a section, by which its question is found; none for a section of the organisation's own. */
function asks(section: string): string | undefined {
  if (!sections.some((s) => s === section)) return undefined;
  return section === "asset inventory" ? "assets" : section.startsWith("requirements") ? "crs" : words(section);
}

const words = (section: string) => section.split(/[ ,]/)[0];
