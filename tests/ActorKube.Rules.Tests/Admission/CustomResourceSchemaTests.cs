using ActorKube.Model.Kinds;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class CustomResourceSchemaTests
{
    private const string Root = "spec.validation.openAPIV3Schema";

    private const string AtRoot =
        "only [Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties "
        + "ExternalDocs Example XPreserveUnknownFields XValidations] fields are allowed at the root of the schema if the status subresource is enabled";

    /// <summary>The schema of a field, and what is wrong with it: paths are below the field.</summary>
    public static TheoryData<string, string[]> Faulty => new()
    {
        { "{}", [".type: Required value: must not be empty for specified object fields"] },
        { """{"type":"array"}""", [".items: Required value: must be specified"] },
        { """{"type":"array","items":{}}""", [".items.type: Required value: must not be empty for specified array items"] },
        { """{"type":"array","items":[{"type":"string"}]}""", [".items: Forbidden: items must be a schema object and not an array"] },
        { """{"type":"text"}""", [".type: Unsupported value: \"text\": supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\""] },
        { """{"type":"null"}""", [
            ".type: Unsupported value: \"null\": supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\"",
            ".type: Forbidden: type cannot be set to null, use nullable as an alternative",
        ] },
        { """{"type":"array","uniqueItems":true,"items":{"type":"string"}}""", [".uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic"] },
        { """{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}""", [".additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive"] },
        { """{"type":"object","id":"a","$ref":"b","definitions":{"a":{}},"patternProperties":{"a":{}},"dependencies":{"a":["b"]},"additionalItems":false}""", [
            ".id: Forbidden: id is not supported",
            ".additionalItems: Forbidden: additionalItems is not supported",
            ".patternProperties: Forbidden: patternProperties is not supported",
            ".definitions: Forbidden: definitions is not supported",
            ".dependencies: Forbidden: dependencies is not supported",
            ".$ref: Forbidden: $ref is not supported",
        ] },
        { """{"type":"object","x-kubernetes-preserve-unknown-fields":false}""", [".x-kubernetes-preserve-unknown-fields: Invalid value: false: must be true or undefined"] },
        { """{"x-kubernetes-int-or-string":true,"x-kubernetes-preserve-unknown-fields":true}""", [".x-kubernetes-preserve-unknown-fields: Invalid value: true: must be false if x-kubernetes-int-or-string is true"] },
        { """{"x-kubernetes-embedded-resource":true}""", [
            ".properties: Required value: must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields",
            ".type: Required value: must be object if x-kubernetes-embedded-resource is true",
        ] },
        { """{"type":"string","pattern":"("}""", [".pattern: Invalid value: \"(\": must be a valid regular expression, but isn't: error parsing regexp: Invalid pattern '(' at offset 1. Not enough )'s."] },
        { """{"type":"string","pattern":"a(?=b)"}""", [".pattern: Invalid value: \"a(?=b)\": must be a valid regular expression, but isn't: error parsing regexp: invalid or unsupported Perl syntax: `(?=`"] },
        { """{"type":"string","anyOf":[{"type":"string"},{"description":"a","default":"b","nullable":true,"x-kubernetes-list-type":"set"}]}""", [
            ".anyOf[0].type: Forbidden: must be empty to be structural",
            ".anyOf[1].default: Forbidden: must be undefined to be structural",
            ".anyOf[1].description: Forbidden: must be empty to be structural",
            ".anyOf[1].nullable: Forbidden: must be false to be structural",
            ".anyOf[1].x-kubernetes-list-type: Forbidden: must be undefined to be structural",
            ".anyOf[1].type: Required value: must be array if x-kubernetes-list-type is specified",
        ] },
        { """{"type":"object","default":{"a":"b","c":"d"},"properties":{"a":{"type":"string"}}}""", [".default: Invalid value: {\"a\":\"b\",\"c\":\"d\"}: must not have unknown fields"] },
        { """{"type":"string","x-kubernetes-map-type":"loose"}""", [
            ".type: Invalid value: \"string\": must be object if x-kubernetes-map-type is specified",
            ".x-kubernetes-map-type: Unsupported value: \"loose\": supported values: \"atomic\", \"granular\"",
        ] },
        { """{"type":"object","x-kubernetes-list-type":"bag"}""", [
            ".type: Invalid value: \"object\": must be array if x-kubernetes-list-type is specified",
            ".x-kubernetes-list-type: Unsupported value: \"bag\": supported values: \"atomic\", \"set\", \"map\"",
        ] },
        { """{"type":"array","items":{"type":"object","nullable":true},"x-kubernetes-list-type":"set"}""", [
            ".items.x-kubernetes-map-type: Invalid value: null: must be atomic as item of a list with x-kubernetes-list-type=set",
            ".items.nullable: Forbidden: cannot be nullable when x-kubernetes-list-type is set",
        ] },
        { """{"type":"array","items":{"type":"string"},"x-kubernetes-list-map-keys":["a"]}""", [".x-kubernetes-list-type: Required value: must be map if x-kubernetes-list-map-keys is non-empty"] },
        { """{"type":"array","items":{"type":"string"},"x-kubernetes-list-type":"map"}""", [
            ".x-kubernetes-list-map-keys: Required value: must not be empty if x-kubernetes-list-type is map",
            ".items.type: Invalid value: \"string\": must be object if parent array's x-kubernetes-list-type is map",
        ] },
        { """{"type":"array","items":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"object"}}},"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["a","b","c"]}""", [
            ".items.properties[b].type: Invalid value: \"object\": must be a scalar type if parent array's x-kubernetes-list-type is map",
            """.x-kubernetes-list-map-keys: Invalid value: []string{"a", "b", "c"}: entries must all be names of item properties""",
            ".items.properties[a].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property",
            ".items.properties[b].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property",
        ] },
        { """{"type":"object","properties":{"a":{"type":"string"}},"x-kubernetes-validations":[{"rule":" "},{"rule":"a","message":" "},{"rule":"a\nb"},{"rule":"a","reason":"Bad","fieldPath":".b","messageExpression":" "}]}""", [
            ".x-kubernetes-validations[0].rule: Required value: rule is not specified",
            ".x-kubernetes-validations[1].message: Invalid value: \" \": message must be non-empty if specified",
            ".x-kubernetes-validations[2].message: Required value: message must be specified if rule contains line breaks",
            ".x-kubernetes-validations[3].messageExpression: Required value: messageExpression must be non-empty if specified",
            ".x-kubernetes-validations[3].reason: Unsupported value: \"Bad\": supported values: \"FieldValueDuplicate\", \"FieldValueForbidden\", \"FieldValueInvalid\", \"FieldValueRequired\"",
            ".x-kubernetes-validations[3].fieldPath: Invalid value: \".b\": fieldPath must be a valid path",
        ] },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_schema_of_a_field_is_refused(string schema, string[] faults) => Assert.Equal(
        faults.Select(fault => $"{Root}.properties[f]{fault}"), Of(Field(schema)));

    /// <summary>A whole schema, and what is wrong with it: paths are below it.</summary>
    public static TheoryData<string, string[]> FaultyRoot => new()
    {
        { "{}", [".type: Required value: must not be empty at the root"] },
        { """{"type":"object","nullable":true}""", [".nullable: Forbidden: nullable cannot be true at the root"] },
        { """{"type":"object","additionalProperties":{"type":"string"}}""", [".additionalProperties: Forbidden: must not be used at the root"] },
        { """{"type":"object","$schema":"a"}""", [": Invalid value: \"\": OpenAPIV3Schema 'schema' is not supported"] },
        { """{"type":"object","properties":{"metadata":{"type":"object","properties":{"labels":{"type":"object"}}},"kind":{"type":"integer"}}}""", [
            ".properties[kind].type: Invalid value: \"integer\": must be string",
            ".properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified",
        ] },
        { """{"type":"object","properties":{"metadata":{"type":"object","properties":{"name":{"type":"string","default":"a"}}}}}""", [".properties[metadata].properties[name].default: Forbidden: must not be set in top-level metadata"] },
        { """{"type":"object","properties":{"a":{"type":"object"}},"oneOf":[{"properties":{"a":{"properties":{"b":{"minimum":1}}},"metadata":{}}}]}""", [
            ".oneOf[0].properties[metadata]: Forbidden: must not be specified in a nested context",
            $".properties[a].properties[b]: Required value: because it is defined in {Root}.oneOf[0].properties[a].properties[b]",
            $".properties[metadata]: Required value: because it is defined in {Root}.oneOf[0].properties[metadata]",
        ] },
    };

    [Theory]
    [MemberData(nameof(FaultyRoot))]
    public void A_faulty_schema_is_refused(string schema, string[] faults) => Assert.Equal(faults.Select(fault => $"{Root}{fault}"), Of(schema));

    [Theory]
    [InlineData("""{"type":"object","anyOf":[{"minProperties":1}]}""", AtRoot)]
    [InlineData("""{"type":"object","x-kubernetes-validations":[{"rule":"true"}]}""", null)]
    public void With_a_status_of_its_own_the_schema_says_less_at_its_root(string schema, string? fault)
    {
        var spec = CustomResourceDefinitionTests.Spec(CustomResourceDefinitionTests.OfVersion($$"""{"schema":{"openAPIV3Schema":{{schema}} } ,"subresources":{"status":{} } }"""));
        if (fault is null)
            Admitted.New(KindCatalogue.CustomResourceDefinition, spec, "crontabs.stable.example.com");
        else
            Assert.Equal([$"{Root}: Invalid value: {schema}: {fault}"], Admitted.Faults(KindCatalogue.CustomResourceDefinition, spec, "crontabs.stable.example.com"));
    }

    [Theory]
    [InlineData("""{"x-kubernetes-int-or-string":true,"anyOf":[{"type":"integer"},{"type":"string"}]}""")]
    [InlineData("""{"x-kubernetes-int-or-string":true,"allOf":[{"anyOf":[{"type":"integer"},{"type":"string"}]},{"maxLength":5}]}""")]
    [InlineData("""{"x-kubernetes-preserve-unknown-fields":true}""")]
    [InlineData("""{"type":"object","x-kubernetes-embedded-resource":true,"x-kubernetes-preserve-unknown-fields":true,"properties":{"metadata":{"type":"object"}}}""")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"object","default":{},"nullable":true}}""")]
    [InlineData("""{"type":"array","items":{"type":"object","required":["a"],"properties":{"a":{"type":"string"},"b":{"type":"integer","default":1}}},"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["a","b"]}""")]
    [InlineData("""{"type":"string","enum":["a"],"default":"a","pattern":"^(?P<x>[a-z]+)$"}""")]
    [InlineData("""{"type":"object","default":{"a":{"x":1}},"properties":{"a":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}""")]
    public void A_sound_schema_is_kept_as_it_is(string schema)
    {
        var whole = Field(schema);
        var made = Admitted.New(KindCatalogue.CustomResourceDefinition, CustomResourceDefinitionTests.Spec(Version(whole)), "crontabs.stable.example.com");
        Assert.Equal(System.Text.Json.Nodes.JsonNode.Parse(whole)!.ToJsonString(), made["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.ToJsonString());
    }

    private static string[] Of(string schema) => Admitted.Faults(
        KindCatalogue.CustomResourceDefinition, CustomResourceDefinitionTests.Spec(Version(schema)), "crontabs.stable.example.com");

    private static string Field(string schema) => $$"""{"type":"object","properties":{"f":{{schema}} } }""";

    private static string Version(string schema) => CustomResourceDefinitionTests.OfVersion($$"""{"schema":{"openAPIV3Schema":{{schema}} } }""");
}
