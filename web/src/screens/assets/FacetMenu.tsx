import { Button, Checkbox, Popover, Radio, Stack, Text, TextInput } from "@mantine/core";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../../parts/TimeAgo";
import classes from "./assets.module.css";

export interface FacetChoice {
  value: string;
  label: string;
  count?: number;
}

interface Props {
  title: string;
  choices: FacetChoice[];
  chosen: string[];
  /** Only one value can be chosen at a time. */
  single?: boolean;
  onChange: (chosen: string[]) => void;
}

const searchable = 9;

/** A filter by the values that an attribute has, with how many assets have each. */
export function FacetMenu({ title, choices, chosen, single, onChange }: Props) {
  const { t } = useTranslation("plant");
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  const shown = choices.filter((c) => c.label.toLowerCase().includes(wanted));
  const Choice = single ? Radio : Checkbox;
  const label = (c: FacetChoice) =>
    c.count === undefined ? c.label : t("assets.facet", { label: c.label, count: c.count, n: formatNumber(c.count) });
  const toggle = (value: string) => {
    if (single) onChange(chosen.includes(value) ? [] : [value]);
    else onChange(chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value]);
  };
  return (
    <Popover position="bottom-start" width={280} trapFocus onClose={() => setText("")}>
      <Popover.Target>
        <Button
          size="xs"
          variant={chosen.length > 0 ? "light" : "default"}
          rightSection={<ChevronDown size={14} aria-hidden />}
        >
          {chosen.length > 0 ? t("assets.facetChosen", { title, count: chosen.length }) : title}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={title}>
        <Stack gap="xs">
          {choices.length > searchable && (
            <TextInput
              size="xs"
              aria-label={t("assets.facetSearch", { title })}
              placeholder={t("assets.facetSearch", { title })}
              value={text}
              onChange={(e) => setText(e.currentTarget.value)}
            />
          )}
          <Stack gap={6} className={classes.facetList} role="group" aria-label={title}>
            {shown.map((c) => (
              <Choice
                key={c.value}
                size="xs"
                label={label(c)}
                checked={chosen.includes(c.value)}
                onChange={() => toggle(c.value)}
                onClick={() => single && chosen.includes(c.value) && toggle(c.value)}
              />
            ))}
            {shown.length === 0 && (
              <Text size="sm" c="dimmed">
                {t("assets.facetNone")}
              </Text>
            )}
          </Stack>
          {chosen.length > 0 && (
            <Button size="compact-xs" variant="subtle" onClick={() => onChange([])}>
              {t("assets.facetClear")}
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
