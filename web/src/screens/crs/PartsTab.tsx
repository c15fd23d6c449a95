import { Badge, Button, Card, Group, List, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, FilePlus2, Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { reading, url } from "../../api/api";
import { useCan } from "../../api/me";
import { EmptyState } from "../../parts/EmptyState";
import { Key } from "../../parts/Key";
import { LinkAnchor } from "../../parts/plant/link";
import type { Outline, Part, Specification } from "./crs";
import classes from "./crs.module.css";
import { HeadForm } from "./HeadForm";
import { OwnRequirements } from "./OwnRequirements";
import { useWaysOf, type LabelledWay } from "./places";
import { WrittenForm, type WrittenField } from "./WrittenForm";

/** What is written in the specification itself, by the clause that asks for it. */
const writtenIn: Record<string, WrittenField> = {
  "ZCR 6.5": "environment",
  "ZCR 6.6": "threatEnvironment",
  "ZCR 6.7": "policies",
  "ZCR 6.9": "regulations",
};

type Open = WrittenField | "head" | "new";

/** The nine parts of the specification: what each says, what is missing, and where to add it. */
export function PartsTab({ site, outline: o }: { site: string; outline: Outline }) {
  const { t } = useTranslation("crs");
  const mayEdit = useCan()("risk.edit", site);
  const [open, setOpen] = useState<Open>();
  const id = o.specification.id;
  // The outline leaves out what was written of single lines; an edit sends the record whole.
  const record = useQuery({ ...reading<Specification>(url`/sites/${site}/specifications/${id}`), enabled: id !== "" });
  const ways = useWaysOf(site);
  const spec = record.data;
  const done = o.parts.filter((p) => p.complete).length;
  return (
    <Stack gap="lg" pt="md">
      {id === "" ? (
        <EmptyState icon={FilePlus2} title={t("begin.title")} text={t("begin.text")}>
          {mayEdit && <Button onClick={() => setOpen("new")}>{t("begin.button")}</Button>}
        </EmptyState>
      ) : (
        <Card withBorder padding="md" component="section" aria-labelledby="crs-head">
          <Group justify="space-between" align="flex-start">
            <Title order={2} id="crs-head" className="wrap-anywhere">
              <Key>{o.specification.key}</Key> {o.specification.name}
            </Title>
            {mayEdit && spec && (
              <Button
                size="compact-sm"
                variant="subtle"
                className="no-print"
                leftSection={<Pencil size={14} aria-hidden />}
                onClick={() => setOpen("head")}
              >
                {t("head.edit")}
              </Button>
            )}
          </Group>
          <Text size="sm" className={classes.paragraphs} mt={4}>
            {o.specification.introduction || t("head.noIntroduction")}
          </Text>
        </Card>
      )}
      <section aria-labelledby="crs-parts">
        <Group gap="xs" mb="sm">
          <Title order={2} id="crs-parts">
            {t("parts.title")}
          </Title>
          <Badge color={done === o.parts.length ? "green" : "orange"}>
            {t("parts.done", { done, all: o.parts.length })}
          </Badge>
        </Group>
        <ol className={classes.parts}>
          {o.parts.map((part) => (
            <PartCard
              key={part.clause}
              part={part}
              spec={spec}
              ways={ways(part.clause)}
              onWrite={mayEdit && spec ? (field) => setOpen(field) : undefined}
            />
          ))}
        </ol>
      </section>
      {spec && <OwnRequirements site={site} spec={spec} outline={o} mayEdit={mayEdit} />}
      {open === "new" && <HeadForm site={site} spec={undefined} onClose={() => setOpen(undefined)} />}
      {open === "head" && spec && <HeadForm site={site} spec={spec} onClose={() => setOpen(undefined)} />}
      {open && open !== "new" && open !== "head" && spec && (
        <WrittenForm site={site} spec={spec} field={open} onClose={() => setOpen(undefined)} />
      )}
    </Stack>
  );
}

interface CardProps {
  part: Part;
  spec: Specification | undefined;
  ways: LabelledWay[];
  onWrite?: (field: WrittenField) => void;
}

function PartCard({ part: p, spec, ways, onWrite }: CardProps) {
  const { t } = useTranslation("crs");
  const field = writtenIn[p.clause];
  const Icon = p.complete ? CircleCheck : CircleAlert;
  return (
    <li className={classes.part} data-complete={p.complete || undefined}>
      <Group gap="xs" justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={3} size="h5">
          <span className={classes.clause}>{p.clause}</span> {p.title}
        </Title>
        <Badge flex="none" color={p.complete ? "green" : "orange"} leftSection={<Icon size={13} aria-hidden />}>
          {t(p.complete ? "parts.complete" : "parts.missing")}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed">
        {p.says}
      </Text>
      {p.missing.length > 0 && (
        <List size="sm" spacing={2} className="wrap-anywhere">
          {p.missing.map((text) => (
            <List.Item key={text}>{text}</List.Item>
          ))}
        </List>
      )}
      {field && spec && <WrittenText spec={spec} field={field} />}
      <Group gap="md" className="no-print">
        {field && onWrite && (
          <Button
            size="compact-sm"
            variant={p.complete ? "subtle" : "light"}
            leftSection={<Pencil size={14} aria-hidden />}
            onClick={() => onWrite(field)}
          >
            {t(`write.${field}`)}
          </Button>
        )}
        {ways.map(({ label, way }) => (
          <LinkAnchor key={label} size="sm" {...way}>
            {label}
          </LinkAnchor>
        ))}
      </Group>
    </li>
  );
}

/** What is written of a part, as it will stand in the document. */
function WrittenText({ spec, field }: { spec: Specification; field: WrittenField }) {
  const value = spec[field];
  if (!value || value.length === 0) return null;
  if (typeof value === "string") {
    return (
      <Text size="sm" className={classes.paragraphs}>
        {value}
      </Text>
    );
  }
  return (
    <List size="sm" spacing={2} className="wrap-anywhere" withPadding={false}>
      {value.map((line) => (
        <List.Item key={line}>{line}</List.Item>
      ))}
    </List>
  );
}
