using ActorKube.ApiServer.Http;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Writes;

/// <summary>What the query of a write asks for.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/common-parameters/common-parameters/.</remarks>
internal static class WriteQuery
{
    private const int LongestManager = 128;

    /// <summary>Reads the options of a create, update or patch; a refusal if one makes no sense.</summary>
    /// <param name="http">The request.</param>
    /// <param name="optionsKind">What the message calls the options: <c>CreateOptions</c>, <c>UpdateOptions</c> or <c>PatchOptions</c>.</param>
    /// <param name="isApply">True for server-side apply, which needs a field manager and may be forced.</param>
    internal static (WriteOptions Options, Refusal? Refusal) Read(HttpContext http, string optionsKind, bool isApply)
    {
        var query = http.Request.Query;
        var reader = new QueryReader(query);
        var force = reader.Flag("force");
        if (reader.Fault is { } unreadable)
            return (WriteOptions.Default, unreadable);
        var faults = new List<FieldFault>();
        var manager = query["fieldManager"].ToString();
        if (manager.Length > LongestManager)
            faults.Add(FieldFault.TooLong("fieldManager", LongestManager));
        if (manager.Any(char.IsControl))
            faults.Add(FieldFault.Invalid("fieldManager", manager, "should only contain printable characters"));
        if (isApply && manager.Length == 0)
            faults.Add(FieldFault.Required("fieldManager", "is required for apply patch"));
        if (!isApply && force is not null)
            faults.Add(FieldFault.Forbidden("force", "may not be specified for non-apply patch"));
        var validation = FieldValidation.Warn;
        if (query["fieldValidation"].ToString() is { Length: > 0 } wanted && !Enum.TryParse(wanted, out validation))
            faults.Add(FieldFault.NotSupported("fieldValidation", wanted, "", "Ignore", "Strict", "Warn"));
        faults.AddRange(DryRunFaults(query["dryRun"]!));
        var options = new WriteOptions
        {
            FieldManager = manager.Length > 0 ? manager : ManagerOf(http.Request.Headers.UserAgent.ToString()),
            Force = force ?? false, DryRun = query["dryRun"].Count > 0, FieldValidation = validation,
        };
        return (options, Invalid(optionsKind, faults));
    }

    /// <summary>What is wrong with values of <c>dryRun</c>.</summary>
    internal static IEnumerable<FieldFault> DryRunFaults(IEnumerable<string> values) =>
        values.Where(value => value != "All").Select(value => FieldFault.NotSupported("dryRun", value, "All"));

    /// <summary>The refusal of options with these faults; null if there are none.</summary>
    internal static Refusal? Invalid(string optionsKind, List<FieldFault> faults) => faults.Count == 0
        ? null
        : new(RefusalReason.Invalid, $"{optionsKind}.meta.k8s.io \"\" is invalid: {(faults.Count == 1 ? faults[0].ToString() : $"[{string.Join(", ", faults)}]")}")
        {
            Faults = [.. faults],
        };

    // Whoever names no manager is known by its program.
    private static string ManagerOf(string userAgent)
    {
        var program = string.Concat(userAgent.Split('/')[0].Where(letter => !char.IsControl(letter)));
        return program.Length switch { 0 => "unknown", > LongestManager => program[..LongestManager], _ => program };
    }
}
