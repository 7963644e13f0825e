using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Workloads;

/// <summary>Defaults and rules of a Deployment's strategy.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy.</remarks>
internal static partial class StrategyRules
{
    internal static void Default(JsonObject strategy)
    {
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") != "RollingUpdate")
            return;
        var bounds = strategy.Part("rollingUpdate");
        bounds.Default("maxUnavailable", "25%");
        bounds.Default("maxSurge", "25%");
    }

    internal static IEnumerable<FieldFault> Check(Field strategy)
    {
        var (type, bounds) = (strategy["type"], strategy["rollingUpdate"]);
        return type.Text switch
        {
            "Recreate" when bounds.IsSet => [FieldFault.Forbidden(bounds.Path, "may not be specified when strategy `type` is 'Recreate'")],
            "Recreate" => [],
            "RollingUpdate" => Bounds(bounds["maxUnavailable"], bounds["maxSurge"]),
            _ => [FieldFault.NotSupported(type.Path, type.Text, "Recreate", "RollingUpdate")],
        };
    }

    private static IEnumerable<FieldFault> Bounds(Field maxUnavailable, Field maxSurge)
    {
        List<FieldFault> faults = [.. Bound(maxUnavailable), .. Bound(maxSurge)];
        if (IsZero(maxUnavailable) && IsZero(maxSurge))
            faults.Add(FieldFault.Invalid(maxUnavailable.Path, Value(maxUnavailable), "may not be 0 when `maxSurge` is 0"));
        if (Percent(maxUnavailable) > 100)
            faults.Add(FieldFault.Invalid(maxUnavailable.Path, Value(maxUnavailable), "must not be greater than 100%"));
        return faults;
    }

    /// <summary>Rules of a DaemonSet's rolling update: one of the two must allow a step.</summary>
    internal static IEnumerable<FieldFault> CheckDaemons(Field maxUnavailable, Field maxSurge)
    {
        List<FieldFault> faults = [.. Bound(maxUnavailable), .. Bound(maxSurge)];
        if (Percent(maxUnavailable) > 100)
            faults.Add(FieldFault.Invalid(maxUnavailable.Path, Value(maxUnavailable), "must not be greater than 100%"));
        if (IsZero(maxUnavailable) && IsZero(maxSurge))
            faults.Add(FieldFault.Invalid(maxUnavailable.Path, Value(maxUnavailable), "cannot be 0 when maxSurge is 0"));
        else if (!IsZero(maxUnavailable) && !IsZero(maxSurge))
            faults.Add(FieldFault.Invalid(maxSurge.Path, Value(maxSurge), "may not be set when maxUnavailable is non-zero"));
        return faults;
    }

    private static IEnumerable<FieldFault> Bound(Field bound) => bound.Number is null && Percent(bound) is null
        ? [FieldFault.Invalid(bound.Path, Value(bound),
            "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')")]
        : Checks.NonNegative(bound);

    private static bool IsZero(Field bound) => bound.Number == 0 || Percent(bound) == 0;

    private static object Value(Field bound) => bound.Number is { } number ? number : bound.Text;

    private static int? Percent(Field bound) =>
        PercentPattern().IsMatch(bound.Text) && int.TryParse(bound.Text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var percent) ? percent : null;

    [GeneratedRegex(@"\A[0-9]+%\z")]
    private static partial Regex PercentPattern();
}
