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
        (Subresource.Status, Wire.Subresource.Status));

    private static readonly WireEnum<Propagation, Wire.Propagation> Propagations = new(
        (Propagation.Background, Wire.Propagation.Background),
        (Propagation.Foreground, Wire.Propagation.Foreground),
        (Propagation.Orphan, Wire.Propagation.Orphan));

    public static Wire.Write WriteToWire(Write write)
    {
        var wire = new Wire.Write { Key = ToWire(write.Key) };
        switch (write)
        {
            case CreateObject create:
                wire.Create = new() { Json = ToWire(create.Json) };
                break;
            case ReplaceObject replace:
                wire.Replace = new() { Json = ToWire(replace.Json), Subresource = Subresources.ToWire(replace.Subresource) };
                break;
            case MergePatchObject patch:
                wire.MergePatch = new() { Patch = ToWire(patch.Patch), Subresource = Subresources.ToWire(patch.Subresource) };
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
            default:
                throw new SerializationException($"{write.GetType()} has no form on the wire");
        }
        return wire;
    }

    public static Write WriteFromWire(Wire.Write wire)
    {
        var key = FromWire(wire.Key);
        return wire.ChangeCase switch
        {
            Wire.Write.ChangeOneofCase.Create => new CreateObject(key, wire.Create.Json.Memory),
            Wire.Write.ChangeOneofCase.Replace =>
                new ReplaceObject(key, wire.Replace.Json.Memory, Subresources.FromWire(wire.Replace.Subresource)),
            Wire.Write.ChangeOneofCase.MergePatch =>
                new MergePatchObject(key, wire.MergePatch.Patch.Memory, Subresources.FromWire(wire.MergePatch.Subresource)),
            Wire.Write.ChangeOneofCase.Apply => new ApplyObject(key, wire.Apply.Manifest.Memory),
            Wire.Write.ChangeOneofCase.Bind => new BindPod(key, wire.Bind.Uid, wire.Bind.NodeName),
            Wire.Write.ChangeOneofCase.Delete => new DeleteObject(
                key,
                wire.Delete.HasGraceSeconds ? wire.Delete.GraceSeconds : null,
                Propagations.FromWire(wire.Delete.Propagation),
                wire.Delete.Uid,
                new Revision(wire.Delete.Revision)),
            _ => throw new SerializationException($"a write of {key} that this version doesn't know"),
        };
    }
}
