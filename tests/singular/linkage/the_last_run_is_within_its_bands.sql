-- What a run's figures may be, and how much they may change from run to run, is the seed `linkage_bands`.
-- A warning, not a failure: drift is to be looked at, and `scv report` shows it.
{{ config(severity='warn') }}

select
    figure_name,
    item,
    previous_value,
    value,
    breach

from {{ ref('linkage_drift') }}
where is_last_run and breach is not null
