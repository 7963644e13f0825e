using System.Runtime.Serialization;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Serialization;
using static ActorKube.Protocol.Objects.ObjectMapping;

namespace ActorKube.Protocol.Storage;

/// <summary>Writes, to the wire and back.</summary>
internal static class WriteMapping
{
    private static readonly WireEnum<Subresource, Wire.Subresource> Subresources = new(
        (Subresource.None, Wire.Subresource.None),
        (Subresource.Status, Wire.Subresource.Status),
        (Subresource.Scale, Wire.Subresource.Scale),
        (Subresource.EphemeralContainers, Wire.Subresource.EphemeralContainers),
        (Subresource.Resize, Wire.Subresource.Resize),
        (Subresource.Finalize, Wire.Subresource.Finalize));

    private static readonly WireEnum<PatchType, Wire.PatchType> PatchTypes = new(
        (PatchType.Json, Wire.PatchType.Json),
        (PatchType.Merge, Wire.PatchType.Merge),
        (PatchType.StrategicMerge, Wire.PatchType.StrategicMerge),
        (PatchType.Apply, Wire.PatchType.Apply));

    private static readonly WireEnum<FieldValidation, Wire.FieldValidation> FieldValidations = new(
        (FieldValidation.Ignore, Wire.FieldValidation.Ignore),
        (FieldValidation.Warn, Wire.FieldValidation.Warn),
        (FieldValidation.Strict, Wire.FieldValidation.Strict));

    private static readonly WireEnum<Propagation, Wire.Propagation> Propagations = new(
        (Propagation.Background, Wire.Propagation.Background),
        (Propagation.Foreground, Wire.Propagation.Foreground),
        (Propagation.Orphan, Wire.Propagation.Orphan));

    public static Wire.Write WriteToWire(Write write)
    {
        var wire = new Wire.Write { Key = ToWire(write.Key), Options = write.Options == WriteOptions.Default ? null : OptionsToWire(write.Options) };
        switch (write)
        {
            case CreateObject create:
                wire.Create = new() { Json = ToWire(create.Json) };
                break;
            case ReplaceObject replace:
                wire.Replace = new() { Json = ToWire(replace.Json), Subresource = Subresources.ToWire(replace.Subresource) };
                break;
            case PatchObject patch:
                wire.Patch = new()
                {
                    Type = PatchTypes.ToWire(patch.Type), Patch = ToWire(patch.Patch), Subresource = Subresources.ToWire(patch.Subresource),
                };
                break;
            case ApplyObject apply:
                wire.Apply = new() { Manifest = ToWire(apply.Manifest) };
                break;
            case BindPod bind:
                wire.Bind = new() { Uid = bind.Uid, NodeName = bind.NodeName };
                break;
            case DeleteObject delete:
                wire.Delete = new() { Propagation = Propagations.ToWire(delete.Propagation), Uid = delete.Uid, Revision = delete.Revision.Value };
                if (delete.GraceSeconds is { } grace)
                    wire.Delete.GraceSeconds = grace;
                break;
            case EvictPod evict:
                wire.Evict = new() { Uid = evict.Uid, Revision = evict.Revision.Value };
                if (evict.GraceSeconds is { } given)
                    wire.Evict.GraceSeconds = given;
                break;
            default:
                throw new SerializationException($"{write.GetType()} has no form on the wire");
        }
        return wire;
    }

    public static Write WriteFromWire(Wire.Write wire)
    {
        var write = ChangeFromWire(wire);
        return wire.Options is { } options ? write with { Options = OptionsFromWire(options) } : write;
    }

    private static Write ChangeFromWire(Wire.Write wire)
    {
        var key = FromWire(wire.Key);
        return wire.ChangeCase switch
        {
            Wire.Write.ChangeOneofCase.Create => new CreateObject(key, wire.Create.Json.Memory),
            Wire.Write.ChangeOneofCase.Replace =>
                new ReplaceObject(key, wire.Replace.Json.Memory, Subresources.FromWire(wire.Replace.Subresource)),
            Wire.Write.ChangeOneofCase.Patch =>
                new PatchObject(key, PatchTypes.FromWire(wire.Patch.Type), wire.Patch.Patch.Memory, Subresources.FromWire(wire.Patch.Subresource)),
            Wire.Write.ChangeOneofCase.Apply => new ApplyObject(key, wire.Apply.Manifest.Memory),
            Wire.Write.ChangeOneofCase.Bind => new BindPod(key, wire.Bind.Uid, wire.Bind.NodeName),
            Wire.Write.ChangeOneofCase.Delete => new DeleteObject(
                key,
                wire.Delete.HasGraceSeconds ? wire.Delete.GraceSeconds : null,
                Propagations.FromWire(wire.Delete.Propagation),
                wire.Delete.Uid,
                new Revision(wire.Delete.Revision)),
            Wire.Write.ChangeOneofCase.Evict => new EvictPod(
                key, wire.Evict.HasGraceSeconds ? wire.Evict.GraceSeconds : null, wire.Evict.Uid, new Revision(wire.Evict.Revision)),
            _ => throw new SerializationException($"a write of {key} that this version doesn't know"),
        };
    }

    private static Wire.WriteOptions OptionsToWire(WriteOptions options) => new()
    {
        FieldManager = options.FieldManager, Force = options.Force, DryRun = options.DryRun,
        FieldValidation = FieldValidations.ToWire(options.FieldValidation),
    };

    private static WriteOptions OptionsFromWire(Wire.WriteOptions wire) => new()
    {
        FieldManager = wire.FieldManager, Force = wire.Force, DryRun = wire.DryRun, FieldValidation = FieldValidations.FromWire(wire.FieldValidation),
    };
}
