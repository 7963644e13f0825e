namespace ActorKube.ApiServer.Protobuf;

/// <summary>One field of a message.</summary>
/// <param name="Number">Its number on the wire.</param>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Shape">How often it may stand there.</param>
/// <param name="CountsWhenZero">
/// True if being there says something even of zero, <c>""</c>, false or an empty message. Plain fields of upstream's objects are always sent, so that zero says
/// nothing.
/// </param>
/// <param name="Message">The message that it holds, for <see cref="FieldType.Message"/>.</param>
internal sealed record MessageField(int Number, string Name, FieldType Type, FieldShape Shape, bool CountsWhenZero, MessageType? Message)
{
    /// <summary>True if the value of a single one is a varint on the wire, and not a run of bytes.</summary>
    internal bool IsVarint => Shape != FieldShape.Map && Type is FieldType.Bool or FieldType.Int32 or FieldType.Int64;
}
