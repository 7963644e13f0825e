using System.Runtime.Serialization;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Serialization;
using Google.Protobuf;

namespace ActorKube.Protocol.Objects;

/// <summary>Keys, kinds, objects and refusals, to the wire and back. JSON goes over as the bytes that it is.</summary>
internal static class ObjectMapping
{
    private static readonly WireEnum<RefusalReason, Wire.RefusalReason> Reasons = new(
        (RefusalReason.BadRequest, Wire.RefusalReason.BadRequest),
        (RefusalReason.Forbidden, Wire.RefusalReason.Forbidden),
        (RefusalReason.NotFound, Wire.RefusalReason.NotFound),
        (RefusalReason.AlreadyExists, Wire.RefusalReason.AlreadyExists),
        (RefusalReason.Conflict, Wire.RefusalReason.Conflict),
        (RefusalReason.Expired, Wire.RefusalReason.Expired),
        (RefusalReason.Invalid, Wire.RefusalReason.Invalid),
        (RefusalReason.TooManyRequests, Wire.RefusalReason.TooManyRequests),
        (RefusalReason.InternalError, Wire.RefusalReason.InternalError),
        (RefusalReason.ServiceUnavailable, Wire.RefusalReason.ServiceUnavailable),
        (RefusalReason.Timeout, Wire.RefusalReason.Timeout),
        (RefusalReason.Unauthorized, Wire.RefusalReason.Unauthorized),
        (RefusalReason.MethodNotAllowed, Wire.RefusalReason.MethodNotAllowed),
        (RefusalReason.NotAcceptable, Wire.RefusalReason.NotAcceptable),
        (RefusalReason.RequestEntityTooLarge, Wire.RefusalReason.RequestEntityTooLarge),
        (RefusalReason.UnsupportedMediaType, Wire.RefusalReason.UnsupportedMediaType));

    private static readonly WireEnum<FieldFaultKind, Wire.FieldFaultKind> FaultKinds = new(
        (FieldFaultKind.Required, Wire.FieldFaultKind.Required),
        (FieldFaultKind.Invalid, Wire.FieldFaultKind.Invalid),
        (FieldFaultKind.NotSupported, Wire.FieldFaultKind.NotSupported),
        (FieldFaultKind.Duplicate, Wire.FieldFaultKind.Duplicate),
        (FieldFaultKind.Forbidden, Wire.FieldFaultKind.Forbidden),
        (FieldFaultKind.NotFound, Wire.FieldFaultKind.NotFound),
        (FieldFaultKind.TypeInvalid, Wire.FieldFaultKind.TypeInvalid),
        (FieldFaultKind.ManagerConflict, Wire.FieldFaultKind.ManagerConflict),
        (FieldFaultKind.DisruptionBudget, Wire.FieldFaultKind.DisruptionBudget),
        (FieldFaultKind.ResourceVersionTooLarge, Wire.FieldFaultKind.ResourceVersionTooLarge),
        (FieldFaultKind.TooLong, Wire.FieldFaultKind.TooLong),
        (FieldFaultKind.TooMany, Wire.FieldFaultKind.TooMany));

    /// <summary>Wraps bytes that nobody changes any more, without a copy.</summary>
    public static ByteString ToWire(ReadOnlyMemory<byte> bytes) => UnsafeByteOperations.UnsafeWrap(bytes);

    public static Wire.Kind ToWire(ResourceKind kind) => new() { ApiVersion = kind.ApiVersion, Kind_ = kind.Kind };

    public static ResourceKind FromWire(Wire.Kind? kind) => KindCatalogue.BuiltIn.TryFind(kind.Required().ApiVersion, kind!.Kind_, out var found)
        ? found
        : throw new SerializationException($"no matches for kind \"{kind.Kind_}\" in version \"{kind.ApiVersion}\"");

    public static Wire.Key ToWire(ResourceKey key) => new() { Kind = ToWire(key.Kind), Namespace = key.Namespace, Name = key.Name };

    public static ResourceKey FromWire(Wire.Key? key) => new(FromWire(key.Required().Kind), key!.Namespace, key.Name);

    public static Wire.ApiObject ToWire(ApiObject value) => new() { Kind = ToWire(value.Key.Kind), Json = ToWire(value.Json) };

    public static ApiObject FromWire(Wire.ApiObject? value) => ApiObject.Parse(FromWire(value.Required().Kind), value!.Json.Memory);

    public static Wire.Refusal ToWire(Refusal refusal) => new()
    {
        Reason = Reasons.ToWire(refusal.Reason), Message = refusal.Message, Faults = { refusal.Faults.Select(ToWire) },
    };

    public static Refusal FromWire(Wire.Refusal? refusal) =>
        new(Reasons.FromWire(refusal.Required().Reason), refusal!.Message) { Faults = [.. refusal.Faults.Select(FromWire)] };

    private static Wire.FieldFault ToWire(FieldFault fault) => new()
    {
        Field = fault.Field, Kind = FaultKinds.ToWire(fault.Kind), Message = fault.Message,
    };

    private static FieldFault FromWire(Wire.FieldFault fault) => new(fault.Field, FaultKinds.FromWire(fault.Kind), fault.Message);
}
