-- What Redshift has and PostgreSQL hasn't, for the database behind the front. Pages are AWS's.
create schema if not exists redshift;

create or replace function redshift.version() returns text immutable language sql as
$$ select 'PostgreSQL 8.0.2 on a simulation of Redshift, Redshift 1.0.0' $$;

-- GETDATE: the time at which the statement began, in seconds, UTC.
create or replace function redshift.getdate() returns timestamp stable language sql as
$$ select date_trunc('second', now() at time zone 'UTC') $$;

-- DATEADD: of a date with a part of a day, or of a timestamp, a timestamp.
create or replace function redshift.dateadd(part text, count numeric, moment timestamp) returns timestamp
immutable language sql as
$$
    select case
        when part in ('quarter', 'quarters', 'qtr') then moment + (trunc(count) * 3) * interval '1 month'
        else moment + trunc(count) * cast('1 ' || part as interval)
    end
$$;

-- DATEDIFF: how many boundaries of the part lie between the two.
create or replace function redshift.datediff(part text, since timestamp, until timestamp) returns bigint
immutable language sql as
$$
    select case rtrim(part, 's')
        when 'year' then extract(year from until) - extract(year from since)
        when 'quarter' then (extract(year from until) - extract(year from since)) * 4
            + extract(quarter from until) - extract(quarter from since)
        when 'month' then (extract(year from until) - extract(year from since)) * 12
            + extract(month from until) - extract(month from since)
        when 'week' then (cast(date_trunc('week', until + interval '1 day') as date)
            - cast(date_trunc('week', since + interval '1 day') as date)) / 7
        when 'day' then cast(until as date) - cast(since as date)
        else extract(epoch from date_trunc(rtrim(part, 's'), until) - date_trunc(rtrim(part, 's'), since))
            / extract(epoch from cast('1 ' || part as interval))
    end
$$;

create or replace function redshift.date_part(part text, moment timestamp) returns bigint immutable language sql as
$$ select cast(floor(extract(epoch from moment)) as bigint) where part = 'epoch'
   union all select cast(floor(date_part(part, moment)) as bigint) where part <> 'epoch' $$;

-- DATE_TRUNC of a date is a timestamp, without a zone.
create or replace function redshift.date_trunc(part text, moment date) returns timestamp immutable language sql as
$$ select date_trunc(part, cast(moment as timestamp)) $$;

create or replace function redshift.date_trunc(part text, moment timestamp) returns timestamp immutable language sql as
$$ select date_trunc(part, moment) $$;

create or replace function redshift.date_trunc(part text, moment timestamptz) returns timestamptz stable language sql as
$$ select date_trunc(part, moment) $$;

create or replace function redshift.add_months(moment timestamp, months int) returns timestamp immutable language sql as
$$ select moment + months * interval '1 month' $$;

create or replace function redshift.convert_timezone(target text, moment timestamp) returns timestamp
immutable language sql as
$$ select moment at time zone 'UTC' at time zone target $$;

create or replace function redshift.convert_timezone(source text, target text, moment timestamp) returns timestamp
immutable language sql as
$$ select moment at time zone source at time zone target $$;

-- STRTOL: a number in another base; fails beyond 64 bits.
create or replace function redshift.strtol(digits text, base int) returns bigint immutable language plpgsql as
$$
declare
    number numeric := 0;
    digit int;
begin
    if digits is null then return null; end if;
    if base = 16 and length(digits) <= 15 then
        return cast(cast('x' || lpad(digits, 16, '0') as bit(64)) as bigint);
    end if;
    for place in 1 .. length(digits) loop
        digit := strpos('0123456789abcdefghijklmnopqrstuvwxyz', lower(substring(digits, place, 1))) - 1;
        if digit < 0 or digit >= base then raise exception 'invalid digit in STRTOL'; end if;
        number := number * base + digit;
    end loop;
    return cast(number as bigint);
end
$$;

-- REGEXP_REPLACE replaces every match; $1 is the first group. Parameters: c, i, e, p.
create or replace function redshift.regexp_replace(
    source text, pattern text, replacement text default '', place int default 1, parameters text default 'c'
) returns text immutable language sql as
$$
    select regexp_replace(
        source, pattern,
        regexp_replace(replace(replacement, '\', '\\'), '\$(\d)', '\\\1', 'g'), place, 0,
        case when parameters like '%i%' then 'i' else 'c' end
    )
$$;

-- REGEXP_SUBSTR: no match is the empty text. With the parameter e, the first group.
create or replace function redshift.regexp_substr(
    source text, pattern text, place int default 1, occurrence int default 1, parameters text default 'c'
) returns text immutable language sql as
$$
    select case
        when source is not null and pattern is not null
            then coalesce(
                regexp_substr(
                    source, pattern, place, occurrence, case when parameters like '%i%' then 'i' else 'c' end,
                    case when parameters like '%e%' then 1 else 0 end
                ), ''
            )
    end
$$;

create or replace function redshift.regexp_count(source text, pattern text, place int default 1, parameters text default 'c')
returns int immutable language sql as
$$ select regexp_count(source, pattern, place, case when parameters like '%i%' then 'i' else 'c' end) $$;

create or replace function redshift.regexp_instr(source text, pattern text) returns int immutable language sql as
$$ select regexp_instr(source, pattern) $$;

-- SUPER is JSON here. JSON_SERIALIZE keeps the order of members and puts no spaces.
create or replace function redshift.json_serialize(value json) returns text immutable language sql as
$$
    select '{' || coalesce(string_agg(to_json(member.key) || ':' || member.value, ',' order by member.place), '') || '}'
    from json_each(value) with ordinality as member (key, value, place)
$$;

create or replace function redshift.json_parse(value text) returns json immutable language sql as
$$ select cast(value as json) $$;

create or replace function redshift.is_valid_json(value text) returns boolean immutable language sql as
$$ select pg_input_is_valid(value, 'json') $$;

create or replace function redshift.json_extract_path_text(value text, variadic path text []) returns text
immutable language sql as
$$ select coalesce(json_extract_path_text(cast(value as json), variadic path), '') $$;

-- LISTAGG: a result beyond the longest VARCHAR is an error.
create or replace function redshift.within_listagg(value text) returns text immutable language plpgsql as
$$
begin
    if octet_length(value) > 65535 then raise exception 'Result size exceeds LISTAGG limit'; end if;
    return value;
end
$$;

-- TRY_CAST: "The expression cannot contain blank or empty strings."
create or replace function redshift.not_blank(value text) returns text immutable language plpgsql as
$$
begin
    if trim(value) = '' then raise exception 'TRY_CAST of a blank or empty string'; end if;
    return value;
end
$$;

-- Late-binding views: what they were made of, read anew whenever they are read.
create table if not exists redshift.late_binding_views (view_id oid primary key, definition text not null);

-- System views, as far as dbt-redshift asks them.
create or replace view redshift.svv_external_columns as
select
    cast(null as text) as schemaname, cast(null as text) as tablename, cast(null as text) as columnname,
    cast(null as text) as external_type, cast(null as int) as columnnum
where false;

create or replace view redshift.svv_table_info as
select
    cast(current_database() as text) as "database", cast(n.nspname as text) as "schema", cast(c.relname as text) as "table",
    'Y' as encoded, 'AUTO(EVEN)' as diststyle, cast(null as text) as sortkey1, cast(0 as numeric) as max_varchar,
    cast(null as text) as sortkey1_enc, 0 as sortkey_num, cast(pg_table_size(c.oid) / 1048576 as bigint) as size,
    cast(0 as numeric) as pct_used, cast(0 as numeric) as unsorted, cast(0 as numeric) as stats_off,
    cast(c.reltuples as numeric) as tbl_rows, cast(null as numeric) as skew_sortkey1, cast(null as numeric) as skew_rows
from pg_class as c
inner join pg_namespace as n on c.relnamespace = n.oid
where c.relkind = 'r';

create or replace function redshift.pg_get_late_binding_view_cols() returns setof record stable language sql as
$$
    select n.nspname, c.relname, a.attname, cast(format_type(a.atttypid, a.atttypmod) as varchar), cast(a.attnum as int)
    from redshift.late_binding_views as v
    inner join pg_class as c on v.view_id = c.oid
    inner join pg_namespace as n on c.relnamespace = n.oid
    inner join pg_attribute as a on c.oid = a.attrelid
    where a.attnum > 0 and not a.attisdropped
$$;
