using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Pods.Volumes;

namespace ActorKube.Rules.Admission.Pods.Security;

/// <summary>What the annotations of old, which fields of the security context replaced, must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/labels-annotations-taints/.</remarks>
internal static class SecurityAnnotationRules
{
    internal const string SeccompOfPod = "seccomp.security.alpha.kubernetes.io/pod";
    internal const string SeccompOfContainer = "container.seccomp.security.alpha.kubernetes.io/";
    internal const string AppArmorOfContainer = "container.apparmor.security.beta.kubernetes.io/";

    private const string Local = "localhost/";

    internal static IEnumerable<FieldFault> Check(Field annotations, Field spec) => annotations.Entries.SelectMany(entry => entry.Key switch
    {
        SeccompOfPod => Seccomp(entry.Value with { Path = $"{annotations.Path}.{entry.Key}" }),
        _ when entry.Key.StartsWith(SeccompOfContainer, StringComparison.Ordinal) => Seccomp(entry.Value with { Path = $"{annotations.Path}.{entry.Key}" }),
        _ when entry.Key.StartsWith(AppArmorOfContainer, StringComparison.Ordinal) => AppArmor(entry.Value, entry.Key[AppArmorOfContainer.Length..], spec),
        _ => [],
    });

    /// <summary>What a new pod says in an annotation and in a field must be the same.</summary>
    internal static IEnumerable<FieldFault> CheckAgreement(Field pod)
    {
        var (spec, annotations) = (pod["spec"], pod["metadata"]["annotations"]);
        var ofPod = spec["securityContext"];
        List<FieldFault> faults = [.. Agree(ofPod["seccompProfile"], annotations[SeccompOfPod], "seccomp", Local)];
        foreach (var container in PodContainers.Of(spec))
            faults.AddRange(Agree(container["securityContext"]["seccompProfile"], annotations[SeccompOfContainer + container["name"].Text], "seccomp", Local));
        foreach (var container in spec["os"]["name"].Text == "windows" ? [] : PodContainers.Of(spec))
        {
            var own = container["securityContext"]["appArmorProfile"];
            var effective = own.IsSet ? own : ofPod["appArmorProfile"] with { Path = own.Path };
            faults.AddRange(Agree(effective, annotations[AppArmorOfContainer + container["name"].Text], "apparmor", Local));
        }
        return faults;
    }

    private static IEnumerable<FieldFault> Seccomp(Field profile) => profile.Text switch
    {
        "runtime/default" or "docker/default" or "unconfined" => [],
        var text when text.StartsWith(Local, StringComparison.Ordinal) =>
            PathRules.Descending(profile with { Node = System.Text.Json.Nodes.JsonValue.Create(text[Local.Length..]) }),
        var text => [FieldFault.Invalid(profile.Path, text, "must be a valid seccomp profile")],
    };

    private static IEnumerable<FieldFault> AppArmor(Field profile, string container, Field spec)
    {
        if (PodContainers.Of(spec).All(one => one["name"].Text != container))
            yield return FieldFault.Invalid(profile.Path, container, "container not found");
        if (profile.Text is not ("" or "runtime/default" or "unconfined") && !profile.Text.StartsWith(Local, StringComparison.Ordinal))
            yield return FieldFault.Invalid(profile.Path, profile.Text, $"invalid AppArmor profile name: {QuotedText.Of(profile.Text)}");
    }

    private static IEnumerable<FieldFault> Agree(Field profile, Field annotation, string what, string local)
    {
        if (!profile.IsSet || !annotation.IsSet)
            return [];
        var (said, type) = (annotation.Text, profile["type"]);
        var same = type.Text switch
        {
            "Unconfined" => said == "unconfined",
            "RuntimeDefault" => said == "runtime/default" || (what == "seccomp" && said == "docker/default"),
            "Localhost" => said.StartsWith(local, StringComparison.Ordinal),
            _ => true,
        };
        if (!same)
            return [FieldFault.Forbidden(type.Path, $"{what} type in annotation and field must match")];
        var file = profile["localhostProfile"];
        return type.Text == "Localhost" && said[local.Length..] != file.Text
            ? [FieldFault.Forbidden(file.Path, $"{what} profile in annotation and field must match")]
            : [];
    }
}
