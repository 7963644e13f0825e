using System.Text;
using System.Text.RegularExpressions;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Pods.Security;

/// <summary>What the Windows part of a security context must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#windowsOptions.</remarks>
internal static partial class WindowsOptionRules
{
    private const int MostSpecificationBytes = 64 * 1024;
    private const int LongestDomain = 256;
    private const int LongestUser = 104;

    internal static IEnumerable<FieldFault> Check(Field options)
    {
        var (name, specification, user) = (options["gmsaCredentialSpecName"], options["gmsaCredentialSpec"], options["runAsUserName"]);
        return
        [
            .. name.IsSet ? NameRule.Subdomain.Faults(name.Text).Select(fault => FieldFault.Invalid(name.Path, name.Text, fault)) : [],
            .. specification.IsSet ? Specification(specification) : [],
            .. user.IsSet ? UserFaults(user.Text).Select(fault => FieldFault.Invalid(user.Path, user.Text, "runAsUserName" + fault)) : [],
        ];
    }

    private static IEnumerable<FieldFault> Specification(Field specification)
    {
        if (specification.IsEmptyText)
            yield return FieldFault.Invalid(specification.Path, "", "gmsaCredentialSpec cannot be an empty string");
        else if (Encoding.UTF8.GetByteCount(specification.Text) > MostSpecificationBytes)
            yield return FieldFault.Invalid(specification.Path, specification.Text, "gmsaCredentialSpec size must be under 64 KiB");
    }

    private static IEnumerable<string> UserFaults(string text)
    {
        var parts = text.Split('\\');
        return text.Length == 0 ? [" cannot be an empty string"]
            : text.Any(char.IsControl) ? [" cannot contain control characters"]
            : parts.Length > 2 ? [" cannot contain more than one backslash"]
            : [.. parts.Length == 2 ? DomainFaults(parts[0]) : [], .. AccountFaults(parts[^1])];
    }

    private static IEnumerable<string> DomainFaults(string domain)
    {
        if (domain.Length >= LongestDomain)
            yield return $"'s Domain length must be under {LongestDomain} characters";
        if (!NetBios().IsMatch(domain) && !Dns().IsMatch(domain))
            yield return "'s Domain doesn't match the NetBios nor the DNS format";
    }

    private static IEnumerable<string> AccountFaults(string account)
    {
        if (account.Length == 0)
            yield return "'s User cannot be empty";
        else if (account.Length > LongestUser)
            yield return $"'s User length must not be longer than {LongestUser} characters";
        if (account.Length > 0 && account.All(letter => letter is '.' or ' '))
            yield return "'s User cannot contain only periods or spaces";
        if (account.IndexOfAny(['"', '/', '\\', ':', ';', '|', '=', ',', '+', '*', '?', '<', '>', '@', '[', ']']) >= 0)
            yield return "'s User cannot contain the following characters: \"/\\:;|=,+*?<>@[]";
    }

    [GeneratedRegex("""\A[^\\/:\*\?"<>|\.][^\\/:\*\?"<>|]{0,14}\z""")]
    private static partial Regex NetBios();

    [GeneratedRegex(@"\A[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\z")]
    private static partial Regex Dns();
}
