using System.Text;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Pods.Volumes;

namespace ActorKube.Rules.Admission.Pods.Security;

/// <summary>What the profiles of seccomp and AppArmor must keep to.</summary>
/// <remarks>Sources: https://kubernetes.io/docs/tutorials/security/seccomp/ and https://kubernetes.io/docs/tutorials/security/apparmor/.</remarks>
internal static class ProfileRules
{
    private const int LongestPathBytes = 4095;

    private static readonly string[] Types = ["Localhost", "RuntimeDefault", "Unconfined"];

    internal static IEnumerable<FieldFault> Seccomp(Field profile)
    {
        if (!profile.IsSet)
            return [];
        var (type, local) = (profile["type"], profile["localhostProfile"]);
        return [.. Type(type, "type is required when seccompProfile is set"), .. type.Text == "Localhost" ? LocalSeccomp(local) : NoLocalSeccomp(profile)];
    }

    internal static IEnumerable<FieldFault> AppArmor(Field profile)
    {
        if (!profile.IsSet)
            return [];
        var (type, local) = (profile["type"], profile["localhostProfile"]);
        return type.Text switch
        {
            "Localhost" => LocalAppArmor(local),
            "RuntimeDefault" or "Unconfined" => local.IsSet ? [FieldFault.Invalid(local.Path, local.Text, "can only be set when AppArmor type is Localhost")] : [],
            _ => Type(type, "type is required when appArmorProfile is set"),
        };
    }

    private static IEnumerable<FieldFault> Type(Field type, string missing) =>
        type.IsEmptyText ? [FieldFault.Required(type.Path, missing)] : Checks.Known(type, Types);

    private static IEnumerable<FieldFault> LocalSeccomp(Field local) =>
        local.IsSet ? PathRules.Descending(local) : [FieldFault.Required(local.Path, "must be set when seccomp type is Localhost")];

    private static IEnumerable<FieldFault> NoLocalSeccomp(Field profile)
    {
        var local = profile["localhostProfile"];
        return local.IsSet ? [FieldFault.Invalid(local.Path, profile.Node, "can only be set when seccomp type is Localhost")] : [];
    }

    private static IEnumerable<FieldFault> LocalAppArmor(Field local)
    {
        if (local.Text != local.Text.Trim())
            yield return FieldFault.Invalid(local.Path, local.Text, "must not be padded with whitespace");
        else if (local.IsEmptyText)
            yield return FieldFault.Required(local.Path, "must be set when AppArmor type is Localhost");
        if (Encoding.UTF8.GetByteCount(local.Text) > LongestPathBytes)
            yield return FieldFault.TooLong(local.Path, LongestPathBytes);
    }
}
