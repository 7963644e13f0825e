using System.Text;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Metadata;

/// <summary>What every object's <c>metadata</c> must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/.</remarks>
internal static class MetadataRules
{
    private const int MaxAnnotationBytes = 256 * 1024;

    internal static IEnumerable<FieldFault> Check(Field metadata, bool namespaced, NameRule names) =>
    [
        .. Name(metadata, names),
        .. Namespace(metadata["namespace"], namespaced),
        .. LabelRules.Check(metadata["labels"]),
        .. CheckAnnotations(metadata["annotations"]),
        .. Owners(metadata["ownerReferences"]),
        .. metadata["finalizers"].Items.SelectMany(Finalizer),
    ];

    internal static IEnumerable<FieldFault> CheckUpdate(Field metadata, Field live)
    {
        if (!live["deletionTimestamp"].IsSet)
            yield break;
        var before = live["finalizers"].Items.Select(item => item.Text).ToHashSet();
        var added = metadata["finalizers"].Items.Select(item => item.Text).Where(item => !before.Contains(item)).ToList();
        if (added.Count > 0)
        {
            yield return FieldFault.Forbidden("metadata.finalizers",
                $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added.Select(item => $"\"{item}\""))}}}");
        }
    }

    private static IEnumerable<FieldFault> Name(Field metadata, NameRule names)
    {
        var (name, prefix) = (metadata["name"], metadata["generateName"]);
        if (!prefix.IsEmptyText)
        {
            // A prefix may end in what a name may not end in.
            foreach (var fault in names.Faults(prefix.Text.TrimEnd('-') is { Length: > 0 } stem ? stem : prefix.Text))
                yield return FieldFault.Invalid(prefix.Path, prefix.Text, fault);
        }
        if (name.IsEmptyText)
        {
            yield return FieldFault.Required(name.Path, "name or generateName is required");
            yield break;
        }
        foreach (var fault in names.Faults(name.Text))
            yield return FieldFault.Invalid(name.Path, name.Text, fault);
    }

    private static IEnumerable<FieldFault> Namespace(Field @namespace, bool namespaced)
    {
        if (!namespaced)
            return @namespace.IsEmptyText ? [] : [FieldFault.Forbidden(@namespace.Path, "not allowed on this type")];
        return @namespace.IsEmptyText
            ? [FieldFault.Required(@namespace.Path)]
            : NameRule.Label.Faults(@namespace.Text).Select(fault => FieldFault.Invalid(@namespace.Path, @namespace.Text, fault));
    }

    /// <summary>Keys and size of annotations, of an object or of a template.</summary>
    internal static IEnumerable<FieldFault> CheckAnnotations(Field annotations)
    {
        var bytes = 0;
        foreach (var (key, value) in annotations.Entries)
        {
            foreach (var fault in NameRule.QualifiedFaults(key.ToLowerInvariant()))
                yield return FieldFault.Invalid(annotations.Path, key, fault);
            bytes += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value.Text);
        }
        if (bytes > MaxAnnotationBytes)
            yield return FieldFault.TooLong(annotations.Path, MaxAnnotationBytes);
    }

    private static IEnumerable<FieldFault> Owners(Field owners)
    {
        var controllers = new List<string>();
        foreach (var owner in owners.Items)
        {
            if (owner["apiVersion"].IsEmptyText)
                yield return FieldFault.Invalid(owner["apiVersion"].Path, "", "version must not be empty");
            foreach (var name in new[] { "kind", "name", "uid" })
                if (owner[name].IsEmptyText)
                    yield return FieldFault.Invalid(owner[name].Path, "", $"{name} must not be empty");
            if (owner["controller"].Flag)
                controllers.Add($"{owner["kind"].Text}/{owner["name"].Text}");
        }
        if (controllers.Count > 1)
        {
            yield return FieldFault.Invalid(owners.Path, $"{controllers.Count} references",
                $"Only one reference can have Controller set to true. Found \"true\" in references for {string.Join(" and ", controllers)}");
        }
    }

    /// <summary>A qualified name, or one of those that Kubernetes knows.</summary>
    internal static IEnumerable<FieldFault> Finalizer(Field finalizer)
    {
        foreach (var fault in NameRule.QualifiedFaults(finalizer.Text))
            yield return FieldFault.Invalid(finalizer.Path, finalizer.Text, fault);
        if (!finalizer.Text.Contains('/') && finalizer.Text is not ("orphan" or "foregroundDeletion" or "kubernetes"))
            yield return FieldFault.Invalid(finalizer.Path, finalizer.Text, "name is neither a standard finalizer name nor is it fully qualified");
    }
}
