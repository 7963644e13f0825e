using System.Text.RegularExpressions;
using ActorKube.Model.Refusals;
using Cronos;

namespace ActorKube.Rules.Admission.Workloads;

/// <summary>What the schedule of a CronJob must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax.</remarks>
internal static partial class ScheduleRules
{
    internal static IEnumerable<FieldFault> Check(Field schedule, Field timeZone)
    {
        if (schedule.IsEmptyText)
            yield return FieldFault.Required(schedule.Path);
        else if (schedule.Text.Contains("TZ", StringComparison.Ordinal))
            yield return FieldFault.Invalid(schedule.Path, schedule.Text, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
        else if (WhatIsWrong(schedule.Text) is { } fault)
            yield return FieldFault.Invalid(schedule.Path, schedule.Text, fault);
        if (!timeZone.IsSet)
            yield break;
        if (timeZone.IsEmptyText)
            yield return FieldFault.Invalid(timeZone.Path, "", "timeZone must be nil or non-empty string");
        else if (timeZone.Text.Equals("Local", StringComparison.OrdinalIgnoreCase))
            yield return FieldFault.Invalid(timeZone.Path, timeZone.Text, "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
        else if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone.Text, out _))
            yield return FieldFault.Invalid(timeZone.Path, timeZone.Text, $"unknown time zone {timeZone.Text}");
    }

    private static string? WhatIsWrong(string schedule)
    {
        if (Every().IsMatch(schedule))
            return null;
        var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (!schedule.StartsWith('@') && fields != 5)
            return $"expected exactly 5 fields, found {fields}: [{schedule}]";
        return CronExpression.TryParse(schedule, out _) ? null : $"failed to parse the schedule: {schedule}";
    }

    // An interval instead of a time of day.
    [GeneratedRegex(@"\A@every ([0-9]+(\.[0-9]+)?(ns|us|ms|s|m|h))+\z")]
    private static partial Regex Every();
}
