import {
  ActionIcon,
  Button,
  NumberInput,
  Select,
  TagsInput,
  Text,
  TextInput,
  Title,
  VisuallyHidden,
} from "@mantine/core";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Authority, Band } from "../../parts/risk/types";
import { riskOptions } from "../../parts/risk/words";
import classes from "./criteria.module.css";
import { addAuthority, addBand, removeAuthority, removeBand, setBand } from "./draft";
import { BandLetter } from "./Matrix";
import type { PartProps } from "./part";

const regions = ["acceptable", "alarp", "intolerable"] as const;
const fewestBands = 2;
const mostBands = 10;

/** The bands from the highest down, and who may accept what. */
export function BandsPart(p: PartProps) {
  const { criteria: c, onChange } = p;
  const { t } = useTranslation("criteria");
  const authorities = c.authorities ?? [];
  return (
    <>
      <section aria-label={t("band.title")}>
        <Title order={3}>{t("band.title")}</Title>
        {c.bands.map((b, i) => <BandRow key={b.id} {...p} band={b} at={i} />).reverse()}
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<Plus size={14} aria-hidden />}
          disabled={c.bands.length >= mostBands}
          onClick={() => onChange(addBand(c, t("band.newName")))}
        >
          {t("band.add")}
        </Button>
      </section>
      <section aria-label={t("authority.title")}>
        <Title order={3} mt="lg">
          {t("authority.title")}
        </Title>
        <Text size="sm" c="dimmed" className={classes.hint}>
          {t("authority.lead")}
        </Text>
        {authorities.map((a, i) => <AuthorityRow key={a.id} {...p} authority={a} at={i} />).reverse()}
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => onChange(addAuthority(c, t("authority.newTitle")))}
        >
          {t("authority.add")}
        </Button>
      </section>
    </>
  );
}

function BandRow({ criteria: c, onChange, says, warns, band: b, at }: PartProps & { band: Band; at: number }) {
  const { t } = useTranslation("criteria");
  const path = (field: string) => `bands.${at}.${field}`;
  const set = (part: Partial<Band>) => onChange(setBand(c, at, part));
  const number = (v: string | number) => (v === "" || Number(v) === 0 ? undefined : Number(v));
  const offices = (c.authorities ?? []).map((a) => ({ value: a.id, label: a.title }));
  return (
    <fieldset className={classes.row}>
      <VisuallyHidden component="legend">{t("band.row", { name: b.name })}</VisuallyHidden>
      <TextInput
        className={classes.grow}
        size="xs"
        label={t("band.name")}
        leftSection={<BandLetter criteria={c} band={b.id} />}
        leftSectionWidth={44}
        value={b.name}
        onChange={(e) => set({ name: e.currentTarget.value })}
        error={says(path("name")) ?? says(path("id"))}
        description={says(`bands.${at}`) ?? warns(`bands.${at}`)}
        inputWrapperOrder={["label", "input", "description", "error"]}
        maxLength={100}
      />
      <Select
        className={classes.grow}
        size="xs"
        label={t("band.region")}
        data={riskOptions("region", regions)}
        value={b.region}
        allowDeselect={false}
        onChange={(v) => v && set({ region: v as Band["region"] })}
        error={says(path("region"))}
      />
      <Select
        className={classes.grow}
        size="xs"
        label={t("band.accepts")}
        data={offices}
        value={b.authority ?? null}
        placeholder={b.region === "intolerable" ? t("band.nobody") : t("band.notNeeded")}
        onChange={(v) => set({ authority: v ?? undefined })}
        clearable
        error={says(path("authority"))}
      />
      <NumberInput
        size="xs"
        w={96}
        label={t("band.acceptMonths")}
        min={0}
        max={120}
        allowDecimal={false}
        value={b.acceptMonths ?? ""}
        onChange={(v) => set({ acceptMonths: number(v) })}
        error={says(path("acceptMonths"))}
      />
      <NumberInput
        size="xs"
        w={96}
        label={t("band.actDays")}
        min={0}
        max={3650}
        allowDecimal={false}
        value={b.actDays ?? ""}
        onChange={(v) => set({ actDays: number(v) })}
        error={says(path("actDays"))}
      />
      <ActionIcon
        size="md"
        aria-label={t("band.remove", { name: b.name })}
        disabled={c.bands.length <= fewestBands}
        onClick={() => onChange(removeBand(c, at))}
      >
        <Trash2 size={16} aria-hidden />
      </ActionIcon>
    </fieldset>
  );
}

function AuthorityRow({
  criteria: c,
  onChange,
  says,
  warns,
  authority: a,
  at,
}: PartProps & { authority: Authority; at: number }) {
  const { t } = useTranslation("criteria");
  const path = (field: string) => `authorities.${at}.${field}`;
  const set = (part: Partial<Authority>) =>
    onChange({ ...c, authorities: (c.authorities ?? []).map((x, i) => (i === at ? { ...x, ...part } : x)) });
  return (
    <fieldset className={classes.row}>
      <VisuallyHidden component="legend">{t("authority.row", { title: a.title })}</VisuallyHidden>
      <TextInput
        className={classes.grow}
        size="xs"
        label={t("authority.name")}
        value={a.title}
        onChange={(e) => set({ title: e.currentTarget.value })}
        error={says(path("title")) ?? says(path("id"))}
        maxLength={100}
      />
      <TagsInput
        className={classes.grow}
        size="xs"
        label={t("authority.holders")}
        value={a.holders ?? []}
        onChange={(holders) => set({ holders: holders.map((h) => h.trim().toLowerCase()) })}
        placeholder={a.holders?.length ? undefined : t("authority.example")}
        description={warns(path("holders"))}
        inputWrapperOrder={["label", "input", "description", "error"]}
        error={says(path("holders"))}
        splitChars={[",", ";", " "]}
        acceptValueOnBlur
      />
      <ActionIcon
        size="md"
        aria-label={t("authority.remove", { title: a.title })}
        onClick={() => onChange(removeAuthority(c, at))}
      >
        <Trash2 size={16} aria-hidden />
      </ActionIcon>
    </fieldset>
  );
}
