{# Schemas are named for their station alone (staging, intermediate, marts, exports, reference), as docs/outputs.md promises. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}
