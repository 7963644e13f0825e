using System.Collections;
using System.Globalization;
using System.Text;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;

namespace ActorKube.Protocol.Tests;

/// <summary>A value as text, field by field: two messages with the same text say the same. A list that is default says so.</summary>
internal static class Snapshot
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, "");
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, string path)
    {
        switch (value)
        {
            case null:
                text.AppendLine($"{path} = null");
                break;
            case string or ResourceKind or ValueType and not (IEnumerable or ResourceKey or ReadOnlyMemory<byte>):
                text.AppendLine($"{path} = {(value is DateTimeOffset time ? time.ToString("O", CultureInfo.InvariantCulture) : value)}");
                break;
            case ReadOnlyMemory<byte> bytes:
                text.AppendLine($"{path} = {TestKit.Json.Text(bytes)}");
                break;
            case ApiObject snapshot:
                text.AppendLine($"{path} = {snapshot} {TestKit.Json.Text(snapshot)}");
                break;
            case IEnumerable items when value.GetType().GetProperty("IsDefault")?.GetValue(value) is not true:
                text.AppendLine($"{path} : {items.Cast<object?>().Count()} items");
                foreach (var (index, item) in items.Cast<object?>().Index())
                    Write(text, item, $"{path}[{index}]");
                break;
            case IEnumerable:
                text.AppendLine($"{path} = default");
                break;
            default:
                text.AppendLine($"{path} is {value.GetType().Name}");
                foreach (var property in value.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0))
                    Write(text, property.GetValue(value), $"{path}.{property.Name}");
                break;
        }
    }
}
