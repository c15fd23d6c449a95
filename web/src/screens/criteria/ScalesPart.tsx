import { ActionIcon, Button, Group, Menu, Text, Textarea, TextInput } from "@mantine/core";
import { ChevronDown, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { categories } from "../../parts/risk/types";
import { riskWord } from "../../parts/risk/words";
import classes from "./criteria.module.css";
import { addCategory, addConsequence, fewestLevels, mostLevels, removeConsequence } from "./draft";
import type { PartProps } from "./part";

/** What each level of consequence means in each category. */
export function ScalesPart({ criteria: c, onChange, says }: PartProps) {
  const { t } = useTranslation("criteria");
  const missing = categories.filter((x) => !c.categories.some((s) => s.category === x));
  const setText = (at: number, level: number, text: string) =>
    onChange({
      ...c,
      categories: c.categories.map((s, i) =>
        i === at ? { ...s, levels: c.consequences.map((_, k) => (k === level ? text : (s.levels[k] ?? ""))) } : s,
      ),
    });
  const whole = says("consequences") ?? says("categories");
  return (
    <>
      {whole && (
        <Text size="sm" c="red" role="alert" mb="xs">
          {whole}
        </Text>
      )}
      <div className="scroll-x">
        <table className={classes.grid} aria-label={t("part.scales")}>
          <thead>
            <tr>
              <th scope="col">{t("category")}</th>
              {c.consequences.map((name, i) => (
                <th key={i} scope="col">
                  <Group gap={4} wrap="nowrap">
                    <TextInput
                      size="xs"
                      aria-label={t("levelName", { n: i + 1 })}
                      leftSection={i + 1}
                      leftSectionWidth={24}
                      value={name}
                      onChange={(e) =>
                        onChange({
                          ...c,
                          consequences: c.consequences.map((x, k) => (k === i ? e.currentTarget.value : x)),
                        })
                      }
                      error={says(`consequences.${i}`)}
                      maxLength={100}
                    />
                    <ActionIcon
                      size="sm"
                      aria-label={t("removeLevel", { n: i + 1 })}
                      disabled={c.consequences.length <= fewestLevels}
                      onClick={() => onChange(removeConsequence(c, i))}
                    >
                      <Trash2 size={14} aria-hidden />
                    </ActionIcon>
                  </Group>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {c.categories.map((s, i) => (
              <tr key={s.category}>
                <th scope="row">
                  <Group gap={4} wrap="nowrap" justify="space-between">
                    {riskWord("category", s.category)}
                    {s.category !== "safety" && s.category !== "environment" && (
                      <ActionIcon
                        size="sm"
                        aria-label={t("removeCategory", { category: riskWord("category", s.category) })}
                        onClick={() => onChange({ ...c, categories: c.categories.filter((_, k) => k !== i) })}
                      >
                        <Trash2 size={14} aria-hidden />
                      </ActionIcon>
                    )}
                  </Group>
                  {(says(`categories.${i}.levels`) ?? says(`categories.${i}.category`)) && (
                    <Text size="xs" c="red">
                      {says(`categories.${i}.levels`) ?? says(`categories.${i}.category`)}
                    </Text>
                  )}
                </th>
                {c.consequences.map((_, k) => (
                  <td key={k}>
                    <Textarea
                      size="xs"
                      minRows={2}
                      aria-label={t("levelMeans", { category: riskWord("category", s.category), n: k + 1 })}
                      value={s.levels[k] ?? ""}
                      onChange={(e) => setText(i, k, e.currentTarget.value)}
                      error={says(`categories.${i}.levels.${k}`)}
                      maxLength={500}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Group mt="sm">
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<Plus size={14} aria-hidden />}
          disabled={c.consequences.length >= mostLevels}
          onClick={() => onChange(addConsequence(c))}
        >
          {t("addConsequence")}
        </Button>
        {missing.length > 0 && (
          <Menu>
            <Menu.Target>
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={<Plus size={14} aria-hidden />}
                rightSection={<ChevronDown size={14} aria-hidden />}
              >
                {t("addCategory")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {missing.map((x) => (
                <Menu.Item key={x} onClick={() => onChange(addCategory(c, x))}>
                  {riskWord("category", x)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
    </>
  );
}
